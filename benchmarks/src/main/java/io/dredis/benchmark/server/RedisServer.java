package io.dredis.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed {@code redis-server} in a process of its own, beside which dredis is measured. */
final class RedisServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Ready to accept connections");
  private static final Pattern LOADED = Pattern.compile("DB loaded from disk: ([\\d.]+) seconds");
  private static final long START_POLL_MILLIS = 20;

  private final Process process;
  private final int port;
  private final String log;

  private RedisServer(Process process, int port, String log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts a server that keeps its files in a directory, and waits until it is ready. */
  static RedisServer start(Path directory, String... options) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
    command.addAll(List.of("--dir", directory.toString(), "--save", ""));
    command.addAll(List.of(options));
    Path log = directory.resolve("redis.log");
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (true) {
      boolean alive = process.isAlive();
      String said = Files.readString(log);
      if (READY.matcher(said).find()) {
        return new RedisServer(process, port, said);
      }
      if (!alive) {
        throw new IOException("redis-server does not start:\n" + said);
      }
      sleep();
    }
  }

  /** Opens a connection. */
  RespClient connect() throws IOException {
    return new RespClient(port);
  }

  /** Returns how long it took to load the file that it began with, as it says itself. */
  double loadSeconds() throws IOException {
    Matcher loaded = LOADED.matcher(log);
    if (!loaded.find()) {
      throw new IOException("redis-server has loaded nothing:\n" + log);
    }
    return Double.parseDouble(loaded.group(1));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(START_POLL_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
