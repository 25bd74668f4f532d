package io.dredis.benchmark.comparison;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.dredis.benchmark.server.Benchmark;
import io.dredis.benchmark.server.MarkdownTable;
import io.dredis.benchmark.server.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads strings, some far more often than others, from two servers with the same little memory: one
 * whose data fit into LevelDB's cache, and one that has many times its memory. Prints both, and the
 * ratio of their throughputs. Fails when that is below one half.
 */
@Parameters(commandDescription = "zipfian reads of data larger than memory, beside such as fit")
public final class BeyondMemoryBenchmark implements Benchmark {
  private static final long SEED = 20261122;
  private static final double LEAST_RATIO = 0.5;

  /** The part of the cache that the small data take. */
  private static final int CACHE_PART = 2;

  @ParametersDelegate private final DredisOptions dredis = new DredisOptions();
  @ParametersDelegate private final SmallMemory small = new SmallMemory();

  @Parameter(names = "--size", description = "bytes of the values")
  private int valueBytes = 1024;

  @Parameter(names = "--zipf", description = "exponent of the distribution; 0.99 is YCSB's")
  private double exponent = 0.99;

  @Parameter(names = "--clients", description = "connections that read")
  private int clients = 16;

  @Parameter(
      names = {"--pipeline", "--pipelines"},
      description = "GETs that a client sends at once")
  private List<Integer> pipelines = new ArrayList<>(List.of(1, 16));

  @Parameter(names = "--millis", description = "how long a run takes")
  private int millis = 5000;

  @Parameter(names = "--rounds", description = "runs of which each figure is the median")
  private int rounds = 3;

  @Override
  public boolean run(PrintStream out) throws IOException {
    DataSet cached = data(small.cacheBytes() / CACHE_PART);
    DataSet large = data(small.largeBytes());
    out.printf(
        "%,d and %,d strings of %d bytes, the latter %s; zipfian with exponent %s%n",
        cached.keys(), large.keys(), valueBytes, small.title(), exponent);
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "server",
            "in cache requests/s",
            "CPU µs per request",
            "beyond requests/s",
            "CPU µs per request",
            "throughput to in cache",
            "CPU to in cache")) {
      for (String backend : dredis.persistentBackends()) {
        reached &=
            run(
                table,
                cached,
                large,
                () -> dredis.start(backend, small.jvmOptions(), small.serverOptions(backend)));
      }
      run(table, cached, large, () -> Contestant.redisInMemory(dredis.directory));
    }
    return reached;
  }

  private DataSet data(long bytes) {
    return new DataSet(DataSet.keysOf(bytes, valueBytes), 0, valueBytes, false);
  }

  private boolean run(MarkdownTable table, DataSet cached, DataSet large, Contestants.Start start)
      throws IOException {
    boolean reached = true;
    try (Contestant small = start.start();
        Contestant big = start.start()) {
      List<Case> cases = new ArrayList<>();
      for (int pipeline : pipelines) {
        cases.add(new Case(small, reads(cached, pipeline)));
        cases.add(new Case(big, reads(large, pipeline)));
      }
      fill(small, cached);
      fill(big, large);
      for (int round = -1; round < rounds; round++) {
        for (Case each : round % 2 == 0 ? cases.reversed() : cases) {
          each.measure(SEED + round * (long) clients, round >= 0);
        }
      }
      for (int i = 0; i < cases.size(); i += 2) {
        reached &= print(table, cases.get(i), cases.get(i + 1));
      }
    }
    return reached;
  }

  private ZipfianReads reads(DataSet data, int pipeline) {
    return new ZipfianReads(data, exponent, clients, pipeline, millis);
  }

  private static void fill(Contestant server, DataSet data) throws IOException {
    System.err.println("beyond: " + server.name() + " stores " + data.keys() + " keys");
    try (RespClient client = server.connect()) {
      data.fillStrings(client);
    }
    server.awaitRest();
  }

  private static boolean print(MarkdownTable table, Case cached, Case large) {
    double ratio = large.requestsPerSecond.median() / cached.requestsPerSecond.median();
    boolean reached = ratio >= LEAST_RATIO;
    int pipeline = cached.reads.pipeline();
    table.add(
        cached.server.name() + (pipeline == 1 ? "" : ", -P " + pipeline),
        Figures.whole(cached.requestsPerSecond.median()),
        Figures.decimal(cached.cpuMicros.median(), 2),
        Figures.whole(large.requestsPerSecond.median()),
        Figures.decimal(large.cpuMicros.median(), 2),
        Figures.ratio(ratio, reached),
        Figures.ratio(large.cpuMicros.median() / cached.cpuMicros.median()));
    return reached;
  }

  /** One load on one server, and what it showed. */
  private static final class Case {
    final Contestant server;
    final ZipfianReads reads;
    final Samples requestsPerSecond = new Samples();
    final Samples cpuMicros = new Samples();

    Case(Contestant server, ZipfianReads reads) {
      this.server = server;
      this.reads = reads;
    }

    void measure(long seed, boolean counts) throws IOException {
      long cpuBefore = server.cpuNanos();
      double perSecond = reads.requestsPerSecond(server.port(), seed);
      double cpuSeconds = (server.cpuNanos() - cpuBefore) / 1e9;
      if (counts) {
        requestsPerSecond.add(perSecond);
        cpuMicros.add(cpuSeconds * 1e6 / (perSecond * reads.millis() / 1e3));
      }
      server.awaitRest();
    }
  }
}
