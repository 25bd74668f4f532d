package io.dredis.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A client that returns replies as the very bytes that came. Texts go out, and {@link #text} brings
 * them in, with one character for each byte.
 */
public final class RespConnection implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

  private final Socket socket;
  private final InputStream in;

  /** Connects to a port of the loopback address. */
  public RespConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Returns bytes as text, one character for each. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns text as bytes, one for each character, of which none is beyond 255. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends a request and returns the first reply that comes. */
  public byte[] call(byte[]... request) throws IOException {
    send(request);
    return readReply();
  }

  /** Sends a request and returns the first reply that comes. */
  public byte[] call(String... request) throws IOException {
    send(request);
    return readReply();
  }

  /** Sends a request. */
  public void send(byte[]... request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes("*" + request.length + "\r\n"));
    for (byte[] argument : request) {
      out.writeBytes(bytes("$" + argument.length + "\r\n"));
      out.writeBytes(argument);
      out.writeBytes(bytes("\r\n"));
    }
    sendRaw(out.toByteArray());
  }

  /** Sends a request. */
  public void send(String... request) throws IOException {
    byte[][] arguments = new byte[request.length][];
    for (int i = 0; i < request.length; i++) {
      arguments[i] = bytes(request[i]);
    }
    send(arguments);
  }

  /** Sends bytes as they are. */
  public void sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Ends the sending; replies can still be read. */
  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Reads one whole reply or pushed message.
   *
   * @throws EOFException when the server has closed the connection
   */
  public byte[] readReply() throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    copyReply(reply);
    return reply.toByteArray();
  }

  /** Reads until the server closes the connection, and returns what came. */
  public byte[] readToEnd() throws IOException {
    return in.readAllBytes();
  }

  /** Returns the local port. */
  public int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void copyReply(ByteArrayOutputStream reply) throws IOException {
    String line = copyLine(reply);
    switch (line.charAt(0)) {
      case '$', '=', '!' -> copyBytes(reply, length(line));
      case '*', '~', '>' -> copyReplies(reply, length(line));
      case '%' -> copyReplies(reply, 2 * length(line));
      case '|' -> copyReplies(reply, 2 * length(line) + 1);
      case '+', '-', ':', '_', '#', ',', '(' -> {}
      default -> throw new IOException("not a reply: " + line);
    }
  }

  private void copyReplies(ByteArrayOutputStream reply, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      copyReply(reply);
    }
  }

  private void copyBytes(ByteArrayOutputStream reply, int length) throws IOException {
    if (length >= 0) {
      byte[] bytes = in.readNBytes(length + 2);
      if (bytes.length < length + 2) {
        throw new EOFException("connection closed inside a reply");
      }
      reply.writeBytes(bytes);
    }
  }

  private String copyLine(ByteArrayOutputStream reply) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); ; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection closed");
      }
      reply.write(b);
      if (b == '\n') {
        return line.toString();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
  }

  private static int length(String line) {
    return Integer.parseInt(line.substring(1));
  }
}
