package io.dredis.rdb;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code redis-server} 7.0 that loads and saves {@code dump.rdb} in a given directory. The
 * program is found on the path, or where the system property {@code redis.server} says; a test
 * fails without it.
 */
final class RealRedis implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final long START_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int READ_TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(60);

  private final Path directory;
  private final Process process;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private RealRedis(Path directory, Process process, Socket socket) throws IOException {
    this.directory = directory;
    this.process = process;
    this.socket = socket;
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** Starts a server and waits until it has loaded its file, if there is one. */
  static RealRedis start(Path directory, String... options) throws Exception {
    // Another process may take the free port before the server does.
    for (int attempt = 1; ; attempt++) {
      Path log = directory.resolve("redis.log");
      int port = freePort();
      List<String> command = new ArrayList<>();
      command.add(System.getProperty("redis.server", "redis-server"));
      command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
      command.addAll(List.of("--save", "", "--appendonly", "no", "--enable-debug-command", "yes"));
      command.addAll(List.of("--dir", directory.toString()));
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      RealRedis server = connect(directory, process, port);
      if (server != null) {
        return server;
      }
      process.destroyForcibly().onExit().join();
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException("redis-server does not start: " + Files.readString(log));
      }
    }
  }

  private static RealRedis connect(Path directory, Process process, int port) throws Exception {
    long deadlineNanos = System.nanoTime() + START_TIMEOUT_NANOS;
    while (process.isAlive() && System.nanoTime() < deadlineNanos) {
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        RealRedis server = new RealRedis(directory, process, socket);
        if (server.call("PING").equals("PONG")) {
          return server;
        }
        socket.close();
      } catch (IOException notYet) {
        // It does not listen yet.
      }
      Thread.sleep(20);
    }
    return null;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Has the server save, and returns the file. */
  Path save() throws IOException {
    require("OK", call("SAVE"));
    return directory.resolve("dump.rdb");
  }

  private static void require(String expected, Object reply) {
    if (!expected.equals(reply)) {
      throw new AssertionError("redis-server answered " + reply);
    }
  }

  /**
   * Sends a request of texts and byte arrays, and returns its reply: a text of one character for
   * each byte, a Long, a list, or null. An error is a text that starts with a minus.
   */
  Object call(Object... request) throws IOException {
    out.write(("*" + request.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    for (Object argument : request) {
      byte[] bytes = argument instanceof byte[] given ? given : RdbBytes.bytes(argument.toString());
      out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes);
      out.write(RdbBytes.bytes("\r\n"));
    }
    out.flush();
    return reply();
  }

  /** The same, for replies that must be no errors. */
  Object must(Object... request) throws IOException {
    Object reply = call(request);
    if (reply instanceof String text && text.startsWith("-")) {
      throw new AssertionError(request[0] + " failed: " + text);
    }
    return reply;
  }

  private Object reply() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.append((char) b);
    }
    String text = line.substring(1, line.length() - 1);
    return switch (line.charAt(0)) {
      case '+' -> text;
      case '-' -> "-" + text;
      case ':' -> Long.valueOf(text);
      case '$' -> bulk(Integer.parseInt(text));
      case '*' -> array(Integer.parseInt(text));
      default -> throw new IOException("not a reply: " + line);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    in.readShort();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private List<Object> array(int length) throws IOException {
    List<Object> replies = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      replies.add(reply());
    }
    return replies;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroyForcibly().onExit().join();
  }
}
