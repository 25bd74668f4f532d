package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Builds large collections in a server with a small heap, reads them whole, makes new ones of them,
 * renames and deletes them, while another client sends small commands, and prints for each of these
 * steps how long it took, how long the small commands took meanwhile, what memory the server had,
 * and what of its files the system held in memory for it, which it takes back when it needs it.
 */
@Parameters(commandDescription = "collections larger than the heap, and small commands meanwhile")
public final class MemoryBenchmark implements Benchmark {
  /** Elements that are made at once. */
  private static final int CHUNK = 100_000;

  private static final long MEGABYTE = 1 << 20;
  private static final List<String> TYPES = List.of("hash", "set", "zset", "list");

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();

  @Parameter(names = "--elements", description = "elements of each collection")
  private int elements = 10_000_000;

  @Override
  public boolean run(PrintStream out) throws IOException {
    for (String backend : servers.persistentBackends()) {
      out.println("### " + backend);
      try (MeasuredServer server = servers.start(backend);
          RespClient client = server.connect();
          SmallCommands others = SmallCommands.start(server);
          MarkdownTable table =
              new MarkdownTable(
                  out, "step", "seconds", "p50 ms", "p99 ms", "max ms", "MB", "MB mapped")) {
        run(new Steps(server, client, others, table));
      }
    }
    return true;
  }

  private void run(Steps steps) throws IOException {
    steps.run("build the hash", () -> build(steps.client, "HSET", "hash", "value"));
    steps.run("build the set", () -> build(steps.client, "SADD", "set", null));
    steps.run("build the sorted set", () -> build(steps.client, "ZADD", "zset", null));
    steps.run("build the list", () -> build(steps.client, "RPUSH", "list", null));
    for (List<String> read :
        List.of(
            List.of("HGETALL", "hash"),
            List.of("SMEMBERS", "set"),
            List.of("ZRANGE", "zset", "0", "-1"),
            List.of("LRANGE", "list", "0", "-1"))) {
      steps.call(read, elements * (read.getFirst().equals("HGETALL") ? 2L : 1L));
    }
    steps.client.call("SADD", "few", "some", Trial.element(1));
    for (List<String> copy :
        List.of(
            List.of("SUNIONSTORE", "set-2", "set", "few"),
            List.of("ZUNIONSTORE", "zset-2", "2", "zset", "few"),
            List.of("COPY", "hash", "hash-2"),
            List.of("COPY", "list", "list-2"))) {
      steps.call(copy, 1);
    }
    steps.run(
        "RENAME of each",
        () -> {
          for (String type : TYPES) {
            steps.client.call("RENAME", type, "renamed-" + type);
          }
        });
    steps.run(
        "DEL of all eight",
        () -> {
          for (String type : TYPES) {
            steps.client.call("DEL", "renamed-" + type, type + "-2");
          }
        });
    steps.run("reclaim the space", steps.server::awaitReclaimed);
  }

  /** Builds a collection, whose elements come in an order that is not theirs. */
  private void build(RespClient client, String command, String key, String valueOrNull)
      throws IOException {
    for (int from = 0; from < elements; from += CHUNK) {
      List<Integer> chunk =
          IntStream.range(from, Math.min(elements, from + CHUNK)).boxed().toList();
      client.send(command, key, chunk, number -> arguments(command, number, valueOrNull));
    }
  }

  private static List<String> arguments(String command, int number, String valueOrNull) {
    // The bits turned around: neighbours come far apart, and each number once.
    String element = "%08x".formatted(Integer.reverse(number));
    if (valueOrNull != null) {
      return List.of(element, valueOrNull);
    }
    return command.equals("ZADD")
        ? List.of(Integer.toString(number % 1000), element)
        : List.of(element);
  }

  /** Something that is done while small commands go on. */
  private interface Step {
    void run() throws IOException;
  }

  /** The steps so far. */
  private static final class Steps {
    final MeasuredServer server;
    final RespClient client;
    private final SmallCommands others;
    private final MarkdownTable table;

    Steps(MeasuredServer server, RespClient client, SmallCommands others, MarkdownTable table) {
      this.server = server;
      this.client = client;
      this.others = others;
      this.table = table;
    }

    void run(String name, Step step) throws IOException {
      others.takeMillis();
      long startNanos = System.nanoTime();
      step.run();
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      List<Double> millis = others.takeMillis();
      table.add(
          name,
          "%.3f".formatted(seconds),
          "%.2f".formatted(millis.get(millis.size() / 2)),
          "%.2f".formatted(millis.get(millis.size() * 99 / 100)),
          "%.2f".formatted(millis.getLast()),
          String.valueOf(server.memoryBytes("RssAnon") / MEGABYTE),
          String.valueOf(server.memoryBytes("RssFile") / MEGABYTE));
    }

    /** Makes a call and asserts how many elements its reply has. */
    void call(List<String> request, long replyElements) throws IOException {
      run(
          String.join(" ", request),
          () -> {
            client.add(RespClient.encode(request));
            client.flush();
            long got = client.skipReply();
            if (got != replyElements) {
              throw new IOException(request + " had " + got + " elements");
            }
          });
    }
  }
}
