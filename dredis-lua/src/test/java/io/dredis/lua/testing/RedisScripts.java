package io.dredis.lua.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code redis-server} 7.0 that runs scripts. The program is found on the path, or where the
 * system property {@code redis.server} says; a test fails without it. Strings stand for bytes, one
 * character for each.
 */
public final class RedisScripts implements AutoCloseable {
  private static final long START_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Process process;
  private final SocketChannel channel;
  private final InputStream input;

  private RedisScripts(Process process, SocketChannel channel) {
    this.process = process;
    this.channel = channel;
    input = new BufferedInputStream(Channels.newInputStream(channel));
  }

  /** Starts a server that keeps its socket and its log in a directory. */
  public static RedisScripts start(Path directory) throws IOException, InterruptedException {
    Path socket = directory.resolve("redis.sock");
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("redis.server", "redis-server"),
            "--port",
            "0",
            "--unixsocket",
            socket.toString(),
            "--save",
            "",
            "--dir",
            directory.toString());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("redis.log").toFile());
    Process process = builder.start();
    try {
      return new RedisScripts(process, connect(process, socket));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Connects as soon as the server listens, which it does some time after its socket is there. */
  private static SocketChannel connect(Process process, Path socket)
      throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + START_TIMEOUT_NANOS;
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException e) {
        channel.close();
        if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  /** Runs a script without keys and arguments; else as {@link #call}. */
  public Object eval(String script) throws IOException {
    return call("EVAL", script, "0");
  }

  /**
   * Executes a command.
   *
   * @return a String for a bulk string, a Long, a List or null; a status and an error are Strings
   *     that begin with {@code +} and {@code -}
   */
  public Object call(String... arguments) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(("*" + arguments.length + "\r\n").getBytes(ISO_8859_1));
    for (String argument : arguments) {
      request.write(("$" + argument.length() + "\r\n" + argument + "\r\n").getBytes(ISO_8859_1));
    }
    ByteBuffer bytes = ByteBuffer.wrap(request.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return reply();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    process.destroyForcibly().onExit().join();
  }

  private Object reply() throws IOException {
    String line = line();
    int length = line.charAt(0) == '$' || line.charAt(0) == '*' ? length(line) : 0;
    return switch (line.charAt(0)) {
      case ':' -> Long.valueOf(line.substring(1));
      case '$' -> length < 0 ? null : bulk(length);
      case '*' -> length < 0 ? null : array(length);
      default -> line;
    };
  }

  private static int length(String line) {
    return Integer.parseInt(line.substring(1));
  }

  private String bulk(int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    input.skipNBytes(2);
    return new String(bytes, ISO_8859_1);
  }

  private List<Object> array(int length) throws IOException {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      elements.add(reply());
    }
    return elements;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int character = input.read();
      if (character < 0) {
        throw new EOFException("the server closed the connection after: " + line);
      }
      if (character == '\n') {
        return line.substring(0, line.length() - 1);
      }
      line.append((char) character);
    }
  }
}
