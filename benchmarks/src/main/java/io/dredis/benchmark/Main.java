package io.dredis.benchmark;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import io.dredis.benchmark.comparison.BeyondMemoryBenchmark;
import io.dredis.benchmark.comparison.ComparisonBenchmark;
import io.dredis.benchmark.comparison.LargeValueBenchmark;
import io.dredis.benchmark.comparison.MiddleBenchmark;
import io.dredis.benchmark.comparison.StartBenchmark;
import io.dredis.benchmark.jmh.JmhCommand;
import io.dredis.benchmark.server.Benchmark;
import io.dredis.benchmark.server.Cleanup;
import io.dredis.benchmark.server.GrowthBenchmark;
import io.dredis.benchmark.server.MemoryBenchmark;
import io.dredis.benchmark.server.PackingBenchmark;
import io.dredis.benchmark.server.QueueBenchmark;
import io.dredis.benchmark.server.RdbBenchmark;
import io.dredis.benchmark.server.SaveBenchmark;
import io.dredis.benchmark.server.SizesBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The command line: the name of a benchmark and its options. */
public final class Main {
  private static final int USAGE = 2;
  private static final int INTERRUPTED = 130;

  private final Map<String, Benchmark> benchmarks = new LinkedHashMap<>();

  @Parameter(
      names = {"-h", "--help"},
      help = true,
      description = "show the benchmarks and their options, and exit")
  private boolean help;

  private Main() {
    benchmarks.put("jmh", new JmhCommand());
    benchmarks.put("compare", new ComparisonBenchmark());
    benchmarks.put("start", new StartBenchmark());
    benchmarks.put("large", new LargeValueBenchmark());
    benchmarks.put("beyond", new BeyondMemoryBenchmark());
    benchmarks.put("middle", new MiddleBenchmark());
    benchmarks.put("growth", new GrowthBenchmark());
    benchmarks.put("queue", new QueueBenchmark());
    benchmarks.put("memory", new MemoryBenchmark());
    benchmarks.put("packing", new PackingBenchmark());
    benchmarks.put("sizes", new SizesBenchmark());
    benchmarks.put("rdb", new RdbBenchmark());
    benchmarks.put("bgsave", new SaveBenchmark());
  }

  /** Runs the benchmark that is named; exits with 1 when it misses what it must reach. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, arguments));
  }

  /** Runs the benchmark that is named and returns the exit code. */
  public static int run(PrintStream out, String... arguments) throws IOException {
    return new Main().runNamed(out, arguments);
  }

  private int runNamed(PrintStream out, String... arguments) throws IOException {
    JCommander.Builder builder =
        JCommander.newBuilder().programName("java -jar benchmarks.jar").addObject(this);
    benchmarks.forEach(builder::addCommand);
    JCommander commander = builder.build();
    try {
      commander.parse(arguments);
      if (help || commander.getParsedCommand() == null) {
        commander.usage();
        return help ? 0 : USAGE;
      }
      return benchmarks.get(commander.getParsedCommand()).run(out) ? 0 : 1;
    } catch (ParameterException e) {
      System.err.println("benchmarks: " + e.getMessage() + " (try --help)");
      return USAGE;
    } catch (IOException | RuntimeException e) {
      // After Ctrl-C the servers are killed, and what failed failed because of that.
      if (Cleanup.hasBegun()) {
        return INTERRUPTED;
      }
      throw e;
    }
  }
}
