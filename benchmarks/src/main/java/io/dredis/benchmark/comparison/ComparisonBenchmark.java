package io.dredis.benchmark.comparison;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.dredis.benchmark.server.Benchmark;
import io.dredis.benchmark.server.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Drives dredis on each backend and two {@code redis-server} with {@code redis-benchmark}, by
 * turns, and prints throughput, latency and server CPU time per request, with the ratios to the
 * Redis that syncs its log every second. Fails when a goal is missed.
 */
@Parameters(commandDescription = "whole servers beside redis-server, driven with redis-benchmark")
public final class ComparisonBenchmark implements Benchmark {
  private static final List<Integer> ALL_CLIENTS = List.of(1, 50, 500);
  private static final List<Integer> ALL_SIZES = List.of(32, 1024);

  @ParametersDelegate private final DredisOptions dredis = new DredisOptions();
  @ParametersDelegate private final SmallMemory small = new SmallMemory();

  @Parameter(
      names = "--full",
      description = "1, 50 and 500 clients, 32 and 1024 bytes, data in memory and larger than it")
  private boolean full;

  @Parameter(names = "--clients", description = "numbers of clients (50)")
  private List<Integer> clients = new ArrayList<>();

  @Parameter(
      names = {"--size", "--sizes"},
      description = "bytes of the values (32)")
  private List<Integer> sizes = new ArrayList<>();

  @Parameter(
      names = {"--pipeline", "--pipelines"},
      description = "requests that a client sends at once")
  private List<Integer> pipelines = new ArrayList<>(List.of(1, 16));

  @Parameter(names = "--commands", description = "commands to measure (all)")
  private List<String> commands = new ArrayList<>();

  @Parameter(names = "--rounds", description = "runs of which each figure is the median")
  private int rounds = 3;

  @Parameter(
      names = "--requests",
      description =
          "requests of a run; four times as many when pipelined, a quarter from a single client")
  private int requests = 50_000;

  @Parameter(names = "--keys", description = "keys that are there, where they fit into memory")
  private int keys = 100_000;

  @Parameter(
      names = "--elements",
      description = "elements of the hash, the set and the sorted set each")
  private int elements = 100_000;

  @Parameter(names = "--beyond", description = "also with data larger than dredis's memory")
  private boolean beyond;

  @Parameter(names = "--json", description = "file that gets the results for programs")
  private Path jsonOrNull;

  private final List<SettingResults> results = new ArrayList<>();
  private List<Workload> workloads;

  @Override
  public boolean run(PrintStream out) throws IOException {
    workloads =
        commands.isEmpty()
            ? List.of(Workload.values())
            : commands.stream().map(Workload::named).toList();
    boolean reached = true;
    for (DataSet data : dataSets()) {
      reached &= run(out, data);
    }
    if (jsonOrNull != null) {
      JsonReport.write(jsonOrNull, dredis, rounds, results);
    }
    return reached;
  }

  private List<DataSet> dataSets() {
    List<DataSet> all = new ArrayList<>();
    for (int bytes : chosen(sizes, ALL_SIZES, 32)) {
      all.add(new DataSet(keys, elements, bytes, true));
      if (full || beyond) {
        int large = DataSet.keysOf(small.largeBytes(), bytes);
        all.add(new DataSet(large, elements, bytes, false));
      }
    }
    return all;
  }

  private List<Integer> chosen(List<Integer> given, List<Integer> all, int ordinary) {
    if (given.isEmpty()) {
      return full ? all : List.of(ordinary);
    }
    return given;
  }

  private boolean run(PrintStream out, DataSet data) throws IOException {
    boolean reached = true;
    try (Contestants contestants = start(data)) {
      warmUp(contestants, data);
      for (int count : chosen(clients, ALL_CLIENTS, 50)) {
        for (int pipeline : pipelines) {
          Setting setting = new Setting(data, count, pipeline);
          SettingResults measured = measure(contestants, setting);
          results.add(measured);
          reached &= measured.print(out);
        }
      }
    }
    return reached;
  }

  /** Starts all servers; what has no memory for the data keeps them on disk or is Redis. */
  private Contestants start(DataSet data) throws IOException {
    Contestants contestants = new Contestants();
    contestants.add(() -> Contestant.redis(dredis.directory));
    contestants.add(() -> Contestant.redisInMemory(dredis.directory));
    for (String backend : data.fitsMemory() ? dredis.backends : dredis.persistentBackends()) {
      contestants.add(
          () ->
              data.fitsMemory()
                  ? dredis.start(backend)
                  : dredis.start(backend, small.jvmOptions(), small.serverOptions(backend)));
    }
    return contestants;
  }

  /** Stores the data, and sends each command once as it will be sent, for the JVM's compiler. */
  private void warmUp(Contestants contestants, DataSet data) throws IOException {
    for (Contestant server : contestants) {
      progress(server.name() + " stores " + data.title() + " and warms up");
      try (RespClient client = server.connect()) {
        data.fill(client);
      }
      int count = chosen(clients, ALL_CLIENTS, 50).getLast();
      for (Workload workload : workloads) {
        for (int pipeline : pipelines) {
          Setting setting = new Setting(data, count, pipeline);
          measure(server, workload, setting, new SettingResults(setting));
        }
      }
    }
  }

  private SettingResults measure(Contestants contestants, Setting setting) throws IOException {
    SettingResults measured = new SettingResults(setting);
    for (int round = 0; round < rounds; round++) {
      progress(setting.title() + ": round " + (round + 1) + " of " + rounds);
      for (Workload workload : workloads) {
        for (Contestant server : contestants.inRound(round)) {
          measure(server, workload, setting, measured);
        }
      }
    }
    return measured;
  }

  private void measure(
      Contestant server, Workload workload, Setting setting, SettingResults measured)
      throws IOException {
    int count = setting.requests(requests);
    try (RespClient client = server.connect()) {
      workload.prepare(client, setting, count);
    }
    long startNanos = server.cpuNanos();
    LoadResult run = LoadGenerator.run(server.port(), workload.arguments(setting, count));
    double cpuMicros = (server.cpuNanos() - startNanos) / 1e3 / count;
    measured.add(workload, server.name(), run, cpuMicros);
    server.awaitRest();
  }

  private static void progress(String what) {
    System.err.println("compare: " + what);
  }
}
