package io.dredis.server.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code redis-server} 7.0, without persistence. The program is found on the path, or where
 * the system property {@code redis.server} says; a test fails without it.
 */
public final class RedisServerProcess implements TestServer {
  private static final int ATTEMPTS = 5;
  private static final long START_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TemporaryDirectory directory;
  private final Process process;
  private final int port;

  private RedisServerProcess(TemporaryDirectory directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param options further options, {@code "--maxclients", "3"}
   */
  public static RedisServerProcess start(String... options) {
    // Another process may take the free port before the server does.
    for (int attempt = 1; ; attempt++) {
      TemporaryDirectory directory = new TemporaryDirectory();
      try {
        return start(directory, freePort(), options);
      } catch (IOException | RuntimeException e) {
        String log = log(directory);
        directory.close();
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("redis-server does not start: " + log, e);
        }
      }
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    directory.close();
  }

  private static RedisServerProcess start(TemporaryDirectory directory, int port, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("redis.server", "redis-server"));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(
        List.of("--save", "", "--appendonly", "no", "--dir", directory.path().toString()));
    command.addAll(List.of(options));
    File log = logFile(directory).toFile();
    ProcessBuilder builder = new ProcessBuilder(command);
    // SORT ALPHA follows the locale, which is not to depend on who runs the tests.
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
    RedisServerProcess server = new RedisServerProcess(directory, process, port);
    try {
      server.awaitAnswer();
      return server;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly().onExit().join();
      throw e;
    }
  }

  private void awaitAnswer() throws IOException {
    long deadlineNanos = System.nanoTime() + START_TIMEOUT_NANOS;
    while (true) {
      try (RespConnection connection = connect()) {
        connection.call("PING");
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
          throw e;
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path logFile(TemporaryDirectory directory) {
    return directory.path().resolve("redis.log");
  }

  private static String log(TemporaryDirectory directory) {
    try {
      return Files.exists(logFile(directory)) ? Files.readString(logFile(directory)) : "no log";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
