package io.dredis.benchmark.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that speaks RESP2, pipelined, at the least cost: server and client share the machine.
 *
 * <p>Texts have one byte for each character. An error reply is thrown, for a benchmark measures
 * nothing when its calls fail.
 */
public final class RespClient implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  /** How many elements a command of {@link #send} has, and how many such are sent at once. */
  private static final int AT_ONCE = 100;

  private static final int PIPELINED = 20;

  private final Socket socket;
  private final InputStream in;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** Connects to a port of this machine. */
  public RespClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** Returns a request as it is sent. */
  public static byte[] encode(List<String> request) {
    StringBuilder text = new StringBuilder();
    text.append('*').append(request.size()).append("\r\n");
    for (String argument : request) {
      text.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Adds a request to those that {@link #flush} sends. */
  public void add(byte[] encoded) {
    pending.writeBytes(encoded);
  }

  /** Sends what was added. */
  public void flush() throws IOException {
    pending.writeTo(socket.getOutputStream());
    pending.reset();
  }

  /** Sends a request and returns its reply, as {@link #reply} does. */
  public Object call(String... request) throws IOException {
    add(encode(List.of(request)));
    flush();
    return reply();
  }

  /** Sends a command for elements, many to a command, and waits for all replies. */
  public <T> void send(String command, String keyOrNull, List<T> elements, Arguments<T> arguments)
      throws IOException {
    int sent = 0;
    for (int from = 0; from < elements.size(); from += AT_ONCE) {
      List<String> request = new ArrayList<>(List.of(command));
      if (keyOrNull != null) {
        request.add(keyOrNull);
      }
      for (T each : elements.subList(from, Math.min(elements.size(), from + AT_ONCE))) {
        request.addAll(arguments.of(each));
      }
      add(encode(request));
      sent++;
      if (sent % PIPELINED == 0) {
        await(PIPELINED);
      }
    }
    await(sent % PIPELINED);
  }

  /** What a command has for each element. */
  public interface Arguments<T> {
    /** Returns them. */
    List<String> of(T element);
  }

  /** Reads a reply: null, a Long, a String or a List of replies. */
  public Object reply() throws IOException {
    String line = line();
    return switch (line.charAt(0)) {
      case '+' -> line.substring(1);
      case ':' -> Long.valueOf(line.substring(1));
      case '$' -> bulk(Integer.parseInt(line.substring(1)));
      case '*' -> array(Integer.parseInt(line.substring(1)));
      default -> throw new IOException("the server answered " + line);
    };
  }

  /** Reads a reply, however large, keeps nothing of it, and returns how many elements it had. */
  public long skipReply() throws IOException {
    String line = line();
    return switch (line.charAt(0)) {
      case '+', ':' -> 1;
      case '$' -> {
        in.skipNBytes(bytesBehind(line));
        yield 1;
      }
      case '*' -> {
        long elements = 0;
        for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
          elements += skipReply();
        }
        yield elements;
      }
      default -> throw new IOException("the server answered " + line);
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Returns how many bytes follow the first line of a bulk string. */
  private static int bytesBehind(String line) {
    int length = Integer.parseInt(line.substring(1));
    return length < 0 ? 0 : length + 2;
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("the server closed the connection");
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private List<Object> array(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    List<Object> elements = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      elements.add(reply());
    }
    return elements;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private void await(int replies) throws IOException {
    flush();
    for (int i = 0; i < replies; i++) {
      skipReply();
    }
  }
}
