package io.dredis.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed {@code redis-server} in a process of its own, beside which dredis is measured. */
public final class RedisServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Ready to accept connections");
  private static final Pattern LOADED = Pattern.compile("DB loaded from disk: ([\\d.]+) seconds");

  private final ServerProcess process;
  private final int port;

  private RedisServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server that keeps its files in a directory, and waits until it is ready. */
  public static RedisServer start(Path directory, String... options) throws IOException {
    int port = freePort();
    ServerProcess process = launch(directory, port, options);
    try {
      process.await(READY);
      return new RedisServer(process, port);
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Starts a server on a port, and does not wait. */
  public static ServerProcess launch(Path directory, int port, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
    command.addAll(List.of("--dir", directory.toString(), "--save", ""));
    command.addAll(List.of(options));
    return ServerProcess.start(command, Map.of(), directory.resolve("redis.log"));
  }

  /** Returns the process that it is. */
  public ServerProcess process() {
    return process;
  }

  /** Returns where it listens. */
  public int port() {
    return port;
  }

  /** Opens a connection. */
  RespClient connect() throws IOException {
    return new RespClient(port);
  }

  /** Returns how long it took to load the file that it began with, as it says itself. */
  double loadSeconds() throws IOException {
    Matcher loaded = LOADED.matcher(process.log());
    if (!loaded.find()) {
      throw new IOException("redis-server has loaded nothing:\n" + process.log());
    }
    return Double.parseDouble(loaded.group(1));
  }

  @Override
  public void close() {
    process.close();
  }

  /** Returns a port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
