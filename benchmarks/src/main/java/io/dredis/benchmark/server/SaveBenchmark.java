package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Sends GET and SET at a fixed rate from several clients, and prints how long they took before and
 * during BGSAVE, by a {@code redis-server} with a log too. Fails when the 99th percentile of dredis
 * more than doubles.
 */
@Parameters(commandDescription = "small commands before and during BGSAVE")
public final class SaveBenchmark implements Benchmark {
  private static final long SEED = 20261122;
  private static final long POLL_MILLIS = 20;

  /** For what the save before leaves to do: merging of files, writing back of pages. */
  private static final long SETTLE_MILLIS = 2000;

  private static final int IDLE_TIMEOUT_SECONDS = 120;
  private static final int REQUESTS = 10_000;
  private static final double MOST_GROWTH = 2;

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();

  @Parameter(names = "--keys", description = "number of strings")
  private int keys = 1_000_000;

  @Parameter(names = "--value-bytes", description = "bytes of each string")
  private int valueBytes = 64;

  @Parameter(names = "--clients", description = "clients that send small commands")
  private int clients = 4;

  @Parameter(names = "--rate", description = "small commands per second of each client")
  private int rate = 500;

  @Parameter(names = "--rounds", description = "saves, each measured beside the time before it")
  private int rounds = 5;

  @Parameter(names = "--seconds", description = "how long is measured before each save")
  private int secondsBefore = 5;

  @Override
  public boolean run(PrintStream out) throws IOException {
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "server",
            "save s",
            "p50 ms before",
            "during",
            "p99 ms before",
            "during",
            "p99 growth",
            "max ms before",
            "during")) {
      measureRedis(table);
      for (String backend : servers.backends) {
        reached &= measure(backend, table);
      }
    }
    return reached;
  }

  /**
   * Shows how far a server gets that leaves the save to a process of its own; it must not have
   * another for its log.
   */
  private void measureRedis(MarkdownTable table) throws IOException {
    try (TemporaryDirectory directory = TemporaryDirectory.in(servers.directory);
        RedisServer redis =
            RedisServer.start(
                directory.path(), "--appendonly", "yes", "--auto-aof-rewrite-percentage", "0")) {
      measure("redis", redis.port(), redis.process(), table);
    }
  }

  private boolean measure(String backend, MarkdownTable table) throws IOException {
    try (MeasuredServer server = servers.start(backend)) {
      return measure(backend, server.port(), server.process(), table);
    }
  }

  private boolean measure(String name, int port, ServerProcess process, MarkdownTable table)
      throws IOException {
    try (RespClient client = new RespClient(port)) {
      client.send("MSET", null, numbers(), each -> List.of("key:" + each, value(each)));
      process.awaitIdle(IDLE_TIMEOUT_SECONDS);
      Random random = new Random(SEED);
      try (Probes probes = Probes.start(port, clients, rate, requests(random))) {
        // The first save and the first commands are the compiler's.
        save(client);
        Phase before = new Phase();
        Phase during = new Phase();
        for (int round = 0; round < rounds; round++) {
          sleep(SETTLE_MILLIS);
          probes.takeMillis();
          sleep(TimeUnit.SECONDS.toMillis(secondsBefore));
          before.add(probes.takeMillis());
          during.seconds.add(save(client));
          during.add(probes.takeMillis());
        }
        return print(name, before, during, table);
      }
    }
  }

  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private String value(int number) {
    String digits = "%016x".formatted(number * 0x9e3779b97f4a7c15L);
    return digits.repeat(valueBytes / digits.length() + 1).substring(0, valueBytes);
  }

  private List<byte[]> requests(Random random) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      int number = random.nextInt(keys);
      String key = "key:" + number;
      requests.add(
          RespClient.encode(i % 2 == 0 ? List.of("GET", key) : List.of("SET", key, value(number))));
    }
    return requests;
  }

  /** Saves, and returns how long it took. */
  private static double save(RespClient client) throws IOException {
    long startNanos = System.nanoTime();
    client.call("BGSAVE");
    while (String.valueOf(client.call("INFO", "persistence"))
        .contains("rdb_bgsave_in_progress:1")) {
      sleep(POLL_MILLIS);
    }
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static boolean print(String backend, Phase before, Phase during, MarkdownTable table) {
    double growth = during.p99() / before.p99();
    table.add(
        backend,
        "%.2f".formatted(median(during.seconds)),
        "%.2f".formatted(median(before.p50)),
        "%.2f".formatted(median(during.p50)),
        "%.2f".formatted(before.p99()),
        "%.2f".formatted(during.p99()),
        "%.1f".formatted(growth),
        "%.1f".formatted(median(before.max)),
        "%.1f".formatted(median(during.max)));
    return growth <= MOST_GROWTH;
  }

  private static double median(List<Double> samples) {
    List<Double> sorted = new ArrayList<>(samples);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What each round measured before or during its save. */
  private static final class Phase {
    final List<Double> seconds = new ArrayList<>();
    final List<Double> p50 = new ArrayList<>();
    final List<Double> max = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();

    void add(List<Double> millis) {
      p50.add(millis.get(millis.size() / 2));
      p99.add(millis.get(millis.size() * 99 / 100));
      max.add(millis.getLast());
    }

    double p99() {
      return median(p99);
    }
  }
}
