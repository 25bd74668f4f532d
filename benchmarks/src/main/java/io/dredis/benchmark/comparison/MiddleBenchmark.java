package io.dredis.benchmark.comparison;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.dredis.benchmark.server.Benchmark;
import io.dredis.benchmark.server.MarkdownTable;
import io.dredis.benchmark.server.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Looks into the middle of a large sorted set, where ranks and offsets are far from both ends, and
 * prints how long a call takes whose reply is waited for, and what CPU time calls cost that come
 * together, beside Redis. Fails when a call takes more than three times as long as there.
 */
@Parameters(commandDescription = "ranks, counts and offsets in the middle of a sorted set")
public final class MiddleBenchmark implements Benchmark {
  private static final long SEED = 20261122;
  private static final double MOST = 3;
  private static final int PIPELINED = 50;
  private static final String RANGE = "10";

  @ParametersDelegate private final DredisOptions dredis = new DredisOptions();

  @Parameter(names = "--members", description = "members of the sorted set")
  private int members = 1_000_000;

  @Parameter(names = "--millis", description = "how long a run takes, each way")
  private int millis = 500;

  @Parameter(names = "--rounds", description = "runs of which each figure is the median")
  private int rounds = 5;

  private final Map<String, Map<String, Cost>> costs = new LinkedHashMap<>();

  @Override
  public boolean run(PrintStream out) throws IOException {
    try (Contestants contestants = new Contestants()) {
      contestants.add(() -> Contestant.redis(dredis.directory));
      for (String backend : dredis.backends) {
        contestants.add(() -> dredis.start(backend));
      }
      prepare(contestants);
      // The first round is the compiler's.
      for (int round = -1; round < rounds; round++) {
        for (String command : costs.keySet()) {
          for (Contestant server : contestants.inRound(round + 1)) {
            measure(server, command, new Random(SEED + round), round >= 0);
          }
        }
      }
    }
    return print(out);
  }

  private void prepare(Contestants contestants) throws IOException {
    for (String command : requests(new Random(SEED)).keySet()) {
      Map<String, Cost> servers = new LinkedHashMap<>();
      contestants.forEach(server -> servers.put(server.name(), new Cost()));
      costs.put(command, servers);
    }
    DataSet data = new DataSet(0, members, 0, true);
    for (Contestant server : contestants) {
      System.err.println("middle: " + server.name() + " stores the members");
      try (RespClient client = server.connect()) {
        data.fillSortedSet(client);
      }
    }
  }

  /** Returns the next request of each command. */
  private Map<String, List<String>> requests(Random random) {
    int middle = members / 4 + random.nextInt(Math.max(1, members / 2));
    String index = Integer.toString(middle);
    String end = Integer.toString(Math.min(members - 1, middle + 9));
    String from = Integer.toString(middle - members / 4);
    String to = Integer.toString(middle + members / 4);
    String set = DataSet.SORTED_SET;
    Map<String, List<String>> requests = new LinkedHashMap<>();
    requests.put("ZRANK", List.of("ZRANK", set, DataSet.name("element", middle)));
    requests.put("ZCOUNT over half", List.of("ZCOUNT", set, from, to));
    requests.put("ZRANGE of 10", List.of("ZRANGE", set, index, end));
    requests.put(
        "ZRANGEBYSCORE LIMIT",
        List.of("ZRANGEBYSCORE", set, "-inf", "+inf", "LIMIT", index, RANGE));
    return requests;
  }

  private void measure(Contestant server, String command, Random random, boolean counts)
      throws IOException {
    try (RespClient client = server.connect()) {
      server.awaitRest();
      double micros = waitedMicros(client, command, random);
      server.awaitRest();
      double cpuMicros = cpuMicros(server, client, command, random);
      if (counts) {
        Cost cost = costs.get(command).get(server.name());
        cost.micros.add(micros);
        cost.cpuMicros.add(cpuMicros);
      }
    }
  }

  /** Returns how long a call takes in the median, sent when the one before is answered. */
  private double waitedMicros(RespClient client, String command, Random random) throws IOException {
    Samples micros = new Samples();
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < deadlineNanos || micros.count() == 0) {
      client.add(RespClient.encode(requests(random).get(command)));
      long startNanos = System.nanoTime();
      client.flush();
      client.skipReply();
      micros.add((System.nanoTime() - startNanos) / 1e3);
    }
    return micros.median();
  }

  /** Returns what CPU time a call costs the server when many come together. */
  private double cpuMicros(Contestant server, RespClient client, String command, Random random)
      throws IOException {
    long startNanos = server.cpuNanos();
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long calls = 0;
    while (System.nanoTime() < deadlineNanos || calls == 0) {
      for (int i = 0; i < PIPELINED; i++) {
        client.add(RespClient.encode(requests(random).get(command)));
      }
      client.flush();
      for (int i = 0; i < PIPELINED; i++) {
        client.skipReply();
      }
      calls += PIPELINED;
    }
    return (server.cpuNanos() - startNanos) / 1e3 / calls;
  }

  private boolean print(PrintStream out) {
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "in the middle of " + Figures.whole(members),
            "µs per call",
            "to Redis",
            "CPU µs per call",
            "to Redis")) {
      for (Map.Entry<String, Map<String, Cost>> command : costs.entrySet()) {
        Cost redis = command.getValue().get(Contestant.REDIS);
        for (Map.Entry<String, Cost> server : command.getValue().entrySet()) {
          double ratio = server.getValue().micros.median() / redis.micros.median();
          table.add(
              row(command.getKey() + ", " + server.getKey(), server.getValue(), redis, ratio));
          reached &= ratio <= MOST;
        }
      }
    }
    return reached;
  }

  private static List<String> row(String name, Cost cost, Cost redis, double ratio) {
    return List.of(
        name,
        Figures.decimal(cost.micros.median(), 1),
        Figures.ratio(ratio, ratio <= MOST),
        Figures.decimal(cost.cpuMicros.median(), 1),
        Figures.ratio(cost.cpuMicros.median() / redis.cpuMicros.median()));
  }

  /** What calls of a command cost in a server. */
  private static final class Cost {
    final Samples micros = new Samples();
    final Samples cpuMicros = new Samples();
  }
}
