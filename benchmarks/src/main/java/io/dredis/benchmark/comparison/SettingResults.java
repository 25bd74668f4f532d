package io.dredis.benchmark.comparison;

import io.dredis.benchmark.server.MarkdownTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all servers showed in one setting: one table of all figures, and one of the ratios. */
final class SettingResults {
  private final Setting setting;
  private final Map<Workload, Map<String, RunSamples>> samples = new EnumMap<>(Workload.class);

  SettingResults(Setting setting) {
    this.setting = setting;
  }

  /** Adds a run. */
  void add(Workload workload, String server, LoadResult run, double cpuMicrosPerRequest) {
    samples
        .computeIfAbsent(workload, each -> new LinkedHashMap<>())
        .computeIfAbsent(server, each -> new RunSamples())
        .add(run, cpuMicrosPerRequest);
  }

  /** Prints both tables, and returns whether all goals are reached. */
  boolean print(PrintStream out) {
    out.println("### " + setting.title());
    boolean reached = printFigures(out);
    printRatios(out);
    return reached;
  }

  /** Returns a row for each command and server. */
  List<Map<String, Object>> description() {
    List<Map<String, Object>> rows = new ArrayList<>();
    samples.forEach(
        (workload, servers) ->
            servers.forEach(
                (server, run) -> {
                  Map<String, Object> row = new LinkedHashMap<>(setting.description());
                  row.put("command", workload.name());
                  row.put("server", server);
                  row.putAll(run.description());
                  row.put("throughputToRedis", throughputRatio(workload, server));
                  row.put("cpuToRedis", cpuRatio(workload, server));
                  rows.add(row);
                }));
    return rows;
  }

  private boolean printFigures(PrintStream out) {
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "command, server",
            "requests/s",
            "to Redis",
            "p50 ms",
            "p99 ms",
            "CPU µs per request",
            "to Redis")) {
      for (Workload workload : samples.keySet()) {
        for (String server : samples.get(workload).keySet()) {
          table.add(row(workload, server));
          reached &= throughputReached(workload, server) && cpuReached(workload, server);
        }
      }
    }
    return reached;
  }

  private List<String> row(Workload workload, String server) {
    RunSamples run = samples.get(workload).get(server);
    return List.of(
        workload + ", " + server,
        Figures.whole(run.requestsPerSecond()),
        Figures.ratio(throughputRatio(workload, server), throughputReached(workload, server)),
        Figures.decimal(run.p50Millis(), 3),
        Figures.decimal(run.p99Millis(), 3),
        Figures.decimal(run.cpuMicros(), 2),
        Figures.ratio(cpuRatio(workload, server), cpuReached(workload, server)));
  }

  private void printRatios(PrintStream out) {
    List<String> heads = new ArrayList<>(List.of("throughput · CPU per request, to Redis"));
    samples.keySet().forEach(workload -> heads.add(workload.name()));
    try (MarkdownTable table = new MarkdownTable(out, heads.toArray(String[]::new))) {
      for (String server : servers()) {
        List<String> cells = new ArrayList<>(List.of(server));
        for (Workload workload : samples.keySet()) {
          String throughput =
              Figures.ratio(throughputRatio(workload, server), throughputReached(workload, server));
          String cpu = Figures.ratio(cpuRatio(workload, server), cpuReached(workload, server));
          cells.add(throughput + " · " + cpu);
        }
        table.add(cells);
      }
    }
  }

  /** Returns all servers but the one that the ratios refer to. */
  private Set<String> servers() {
    Set<String> servers = new LinkedHashSet<>();
    samples.values().forEach(each -> servers.addAll(each.keySet()));
    servers.remove(Contestant.REDIS);
    return servers;
  }

  private double throughputRatio(Workload workload, String server) {
    Map<String, RunSamples> of = samples.get(workload);
    return of.get(server).requestsPerSecond() / of.get(Contestant.REDIS).requestsPerSecond();
  }

  private double cpuRatio(Workload workload, String server) {
    Map<String, RunSamples> of = samples.get(workload);
    return of.get(server).cpuMicros() / of.get(Contestant.REDIS).cpuMicros();
  }

  private boolean throughputReached(Workload workload, String server) {
    return Goals.throughputReached(server, workload, setting, throughputRatio(workload, server));
  }

  private boolean cpuReached(Workload workload, String server) {
    return Goals.cpuReached(server, workload, setting, cpuRatio(workload, server));
  }
}
