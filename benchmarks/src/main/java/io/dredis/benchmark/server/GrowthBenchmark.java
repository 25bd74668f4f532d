package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints what commands cost on collections of several sizes, and by what factor the cost grows from
 * the smallest to the largest.
 *
 * <p>One server has the collections of all sizes, and each command is measured on them in turn, in
 * several rounds: the compiler, the caches and the background work are the same for all. Before
 * each measurement the server has come to rest. The table has medians of the rounds.
 */
@Parameters(commandDescription = "server CPU per call as collections grow")
public final class GrowthBenchmark implements Benchmark {
  private static final long SEED = 20261122;

  /** No measurement changes more than a tenth of this. */
  private static final int SMALLEST = 10_000;

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();

  @Parameter(names = "--sizes", description = "numbers of elements, smallest first")
  private List<Integer> sizes = new ArrayList<>(List.of(10_000, 100_000, 1_000_000));

  @Parameter(names = "--commands", description = "names in the table to measure, instead of all")
  private List<String> commands = new ArrayList<>();

  @Parameter(names = "--rounds", description = "rounds that are measured")
  private int rounds = 7;

  @Parameter(names = "--warm-up", description = "rounds before them")
  private int warmUpRounds = 3;

  @Parameter(names = "--limit", description = "the factor up to which growth is accepted")
  private double limit = 3;

  @Override
  public boolean run(PrintStream out) throws IOException {
    if (sizes.stream().anyMatch(size -> size < SMALLEST)) {
      throw new ParameterException("--sizes: none may be below " + SMALLEST);
    }
    boolean reached = true;
    for (String backend : servers.backends) {
      out.println("### " + backend);
      reached &= run(out, backend);
    }
    return reached;
  }

  private boolean run(PrintStream out, String backend) throws IOException {
    List<GrowthCase> cases = cases();
    List<List<CostSamples>> samples = new ArrayList<>();
    cases.forEach(each -> samples.add(newSamples()));
    try (MeasuredServer server = servers.start(backend);
        RespClient client = server.connect()) {
      List<Trial> trials = fill(client);
      for (int round = -warmUpRounds; round < rounds; round++) {
        for (int i = 0; i < cases.size(); i++) {
          if (cases.get(i).takesPart(round)) {
            measure(server, trials, cases.get(i), round < 0 ? newSamples() : samples.get(i));
          }
        }
      }
    }
    return print(out, cases, samples);
  }

  private List<CostSamples> newSamples() {
    return sizes.stream().map(size -> new CostSamples()).toList();
  }

  private boolean chosen(GrowthCase measured) {
    return commands.isEmpty() || commands.contains(measured.name());
  }

  private List<GrowthCase> cases() {
    return GrowthCases.all().stream()
        .flatMap(group -> group.cases().stream())
        .filter(this::chosen)
        .toList();
  }

  /** Returns the types of which collections are needed. */
  private Set<String> types() {
    return GrowthCases.all().stream()
        .filter(group -> group.cases().stream().anyMatch(this::chosen))
        .flatMap(group -> group.types().stream())
        .collect(Collectors.toSet());
  }

  private List<Trial> fill(RespClient client) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      Trial trial = new Trial(client, sizes.get(i), i + 1, SEED + i);
      trial.fill(types());
      trials.add(trial);
    }
    return trials;
  }

  private static void measure(
      MeasuredServer server, List<Trial> trials, GrowthCase measured, List<CostSamples> samples)
      throws IOException {
    for (int i = 0; i < trials.size(); i++) {
      samples.get(i).add(measure(server, trials.get(i), measured));
    }
  }

  private static Cost measure(MeasuredServer server, Trial trial, GrowthCase measured)
      throws IOException {
    measured.before().run(trial);
    List<byte[]> requests = new ArrayList<>();
    for (int call = 0; call < measured.calls(); call++) {
      requests.add(RespClient.encode(measured.request().of(trial, call)));
    }
    trial.replies.clear();
    Cost cost = server.measure(trial.client, requests, trial.replies::add);
    measured.after().run(trial);
    return cost;
  }

  private boolean print(PrintStream out, List<GrowthCase> cases, List<List<CostSamples>> samples) {
    List<String> heads = new ArrayList<>(List.of("µs of server CPU per call"));
    sizes.forEach(size -> heads.add(String.format(Locale.ROOT, "%,d", size)));
    Collections.addAll(heads, "growth", "calls/s at most");
    boolean reached = true;
    try (MarkdownTable table = new MarkdownTable(out, heads.toArray(String[]::new))) {
      for (int i = 0; i < cases.size(); i++) {
        List<CostSamples> row = samples.get(i);
        double growth = row.getLast().cpuMicros() / row.getFirst().cpuMicros();
        boolean within = growth <= limit;
        List<String> cells = new ArrayList<>(List.of(cases.get(i).name()));
        row.forEach(each -> cells.add("%.1f".formatted(each.cpuMicros())));
        cells.add((within ? "%.1f" : "**%.1f**").formatted(growth));
        cells.add(String.format(Locale.ROOT, "%,.0f", row.getLast().callsPerSecond()));
        table.add(cells);
        reached &= within || cases.get(i).scans();
      }
    }
    return reached;
  }
}
