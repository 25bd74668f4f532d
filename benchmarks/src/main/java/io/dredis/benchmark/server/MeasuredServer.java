package io.dredis.benchmark.server;

import io.dredis.benchmark.ServerJvm;
import io.dredis.server.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dredis in a process of its own, with its data in a directory of its own, that is measured. */
final class MeasuredServer implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(".* Ready to accept connections on .* port (\\d+)");
  private static final Pattern STORE_BYTES = Pattern.compile("store_size:(\\d+)");

  /** How many requests are sent before their replies are read. */
  private static final int PIPELINED = 50;

  private static final int IDLE_TIMEOUT_SECONDS = 120;
  private static final long BUSY_WINDOW_MILLIS = 3000;
  private static final double BUSY_SHARE = 0.2;

  private final TemporaryDirectory directory;
  private final ServerProcess process;
  private final int port;

  private MeasuredServer(TemporaryDirectory directory, ServerProcess process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /** Starts a server and waits until it is ready. */
  static MeasuredServer start(Path parent, List<String> javaOptions, List<String> serverOptions)
      throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.in(parent);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServerJvm.OPTIONS);
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("--port", "0", "--dir", directory.path().resolve("data").toString()));
    command.addAll(serverOptions);
    ServerProcess process = null;
    try {
      process = ServerProcess.start(command, Map.of(), directory.path().resolve("log"));
      int port = Integer.parseInt(process.await(READY).group(1));
      return new MeasuredServer(directory, process, port);
    } catch (IOException | RuntimeException e) {
      if (process != null) {
        process.close();
      }
      directory.close();
      throw e;
    }
  }

  /** Returns the process that it is. */
  ServerProcess process() {
    return process;
  }

  /** Returns where it listens. */
  int port() {
    return port;
  }

  /** Opens a connection. */
  RespClient connect() throws IOException {
    return new RespClient(port);
  }

  /** Returns what the server has said so far, and the JVM of its collections. */
  String log() throws IOException {
    return process.log();
  }

  /** Returns the CPU time that the server has used so far. */
  CpuTime cpuTime() throws IOException {
    return process.cpuTime();
  }

  /**
   * Waits until the server has nothing to do any more, neither compaction nor collection, or until
   * it had two minutes for that.
   */
  void awaitIdle() throws IOException {
    process.awaitIdle(IDLE_TIMEOUT_SECONDS);
  }

  /**
   * Waits until the server's background work is done while small commands go on, whose work is less
   * than that of the collector, or until it had two hours for that.
   */
  void awaitReclaimed() throws IOException {
    process.awaitIdle(BUSY_WINDOW_MILLIS, BUSY_SHARE, TimeUnit.HOURS.toNanos(2));
  }

  /**
   * Measures what requests cost that are sent in a row, a few at once, beginning with the server at
   * rest.
   *
   * @param replies gets each reply
   */
  Cost measure(RespClient client, List<byte[]> requests, Consumer<Object> replies)
      throws IOException {
    awaitIdle();
    CpuTime start = cpuTime();
    long startNanos = System.nanoTime();
    for (int from = 0; from < requests.size(); from += PIPELINED) {
      List<byte[]> batch = requests.subList(from, Math.min(requests.size(), from + PIPELINED));
      batch.forEach(client::add);
      client.flush();
      for (int i = 0; i < batch.size(); i++) {
        replies.accept(client.reply());
      }
    }
    long nanos = System.nanoTime() - startNanos;
    return new Cost(cpuTime().nanosSince(start), nanos, requests.size());
  }

  /**
   * Returns the physical memory that the process has now.
   *
   * @param kind {@code RssAnon} for its own, {@code RssFile} for that of mapped files
   */
  long memoryBytes(String kind) throws IOException {
    String status = Files.readString(process.proc("status"));
    return number(Pattern.compile(kind + ":\\s+(\\d+) kB"), status) << 10;
  }

  /** Returns what the data take on the disk. */
  long storeBytes(RespClient client) throws IOException {
    return number(STORE_BYTES, String.valueOf(client.call("INFO")));
  }

  @Override
  public void close() {
    process.close();
    directory.close();
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("there is no " + pattern + " in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
