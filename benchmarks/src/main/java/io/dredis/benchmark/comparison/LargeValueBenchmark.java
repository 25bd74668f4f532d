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

/**
 * Sets and gets one large string, by turns in all servers, and prints how long that took: the first
 * time in a server, and in the median of those after it, beside Redis. Fails when dredis takes
 * longer than it may.
 */
@Parameters(commandDescription = "SET and GET of one large value, beside redis-server")
public final class LargeValueBenchmark implements Benchmark {
  private static final Map<String, Double> MOST =
      Map.of("leveldb", 3.0, "lmdb", 3.0, "memory", 2.0);
  private static final String KEY = "large";

  @ParametersDelegate private final DredisOptions dredis = new DredisOptions();

  @Parameter(names = "--bytes", description = "bytes of the value")
  private int bytes = 50 << 20;

  @Parameter(names = "--rounds", description = "runs of which each figure is the median")
  private int rounds = 7;

  private final Map<String, Times> times = new LinkedHashMap<>();

  @Override
  public boolean run(PrintStream out) throws IOException {
    byte[] set = RespClient.encode(List.of("SET", KEY, DataSet.value(0, bytes)));
    byte[] get = RespClient.encode(List.of("GET", KEY));
    try (Contestants contestants = new Contestants()) {
      contestants.add(() -> Contestant.redis(dredis.directory));
      contestants.add(() -> Contestant.redisInMemory(dredis.directory));
      for (String backend : dredis.backends) {
        contestants.add(() -> dredis.start(backend));
      }
      // The first round is for the client too; what it shows are the servers' first times.
      for (int round = 0; round <= rounds; round++) {
        for (Contestant server : contestants.inRound(round)) {
          Times of = times.computeIfAbsent(server.name(), name -> new Times());
          of.setMillis.add(millis(server, set));
          of.getMillis.add(millis(server, get));
        }
      }
    }
    return print(out);
  }

  private double millis(Contestant server, byte[] request) throws IOException {
    server.awaitRest();
    try (RespClient client = server.connect()) {
      client.call("STRLEN", KEY);
      client.add(request);
      long startNanos = System.nanoTime();
      client.flush();
      client.skipReply();
      double millis = (System.nanoTime() - startNanos) / 1e6;
      Object length = client.call("STRLEN", KEY);
      if (!length.equals((long) bytes)) {
        throw new IOException(server.name() + " has " + length + " bytes");
      }
      return millis;
    }
  }

  private boolean print(PrintStream out) {
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            Figures.whole(bytes) + " bytes",
            "first SET ms",
            "SET ms",
            "to Redis",
            "first GET ms",
            "GET ms",
            "to Redis")) {
      Times redis = times.get(Contestant.REDIS);
      for (Map.Entry<String, Times> each : times.entrySet()) {
        Times of = each.getValue();
        double most = MOST.getOrDefault(each.getKey(), Double.MAX_VALUE);
        double set = later(of.setMillis) / later(redis.setMillis);
        double get = later(of.getMillis) / later(redis.getMillis);
        table.add(
            each.getKey(),
            Figures.decimal(of.setMillis.all().getFirst(), 1),
            Figures.decimal(later(of.setMillis), 1),
            Figures.ratio(set, set <= most),
            Figures.decimal(of.getMillis.all().getFirst(), 1),
            Figures.decimal(later(of.getMillis), 1),
            Figures.ratio(get, get <= most));
        reached &= set <= most && get <= most;
      }
    }
    return reached;
  }

  /** Returns the median of all but the first. */
  private static double later(Samples samples) {
    Samples later = new Samples();
    samples.all().stream().skip(1).forEach(later::add);
    return later.median();
  }

  /** How long a server took. */
  private static final class Times {
    final Samples setMillis = new Samples();
    final Samples getMillis = new Samples();
  }
}
