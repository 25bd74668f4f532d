package io.dredis.benchmark.jmh;

import com.beust.jcommander.ParameterException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks that are to be run, and the values that their parameters are given. */
final class Selection {
  private final List<String> patterns;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Collection<BenchmarkListEntry> benchmarks;

  /**
   * The benchmarks whose name contains one of the patterns; all, if there is none.
   *
   * @param usual values of parameters, which not every benchmark needs to have
   * @throws ParameterException when there is no such benchmark
   */
  Selection(List<String> patterns, Map<String, List<String>> usual) {
    this.patterns = patterns;
    this.values.putAll(usual);
    this.benchmarks = BenchmarkList.defaultList().find(silence(), patterns, List.of());
    if (benchmarks.isEmpty()) {
      throw new ParameterException("no benchmark is named like " + String.join(" or ", patterns));
    }
  }

  private static OutputFormat silence() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
  }

  /**
   * Gives a parameter these values.
   *
   * @throws ParameterException when no benchmark that was selected has it
   */
  void set(String parameter, List<String> itsValues) {
    if (benchmarks.stream().noneMatch(each -> parameters(each).containsKey(parameter))) {
      throw new ParameterException("no benchmark to be run has a parameter " + parameter);
    }
    values.put(parameter, itsValues);
  }

  /** Returns the parameters of a benchmark with all values that they have of themselves. */
  static Map<String, String[]> parameters(BenchmarkListEntry benchmark) {
    return benchmark.getParams().orElse(Map.of());
  }

  /** Returns the benchmarks. */
  Collection<BenchmarkListEntry> benchmarks() {
    return benchmarks;
  }

  /** Tells JMH. */
  void applyTo(ChainedOptionsBuilder options) {
    patterns.forEach(options::include);
    values.forEach((name, its) -> options.param(name, its.toArray(String[]::new)));
  }

  /** Prints the benchmarks with their parameters and the values that those will have. */
  void print(PrintStream out) {
    for (BenchmarkListEntry benchmark : benchmarks) {
      out.println(ComparisonTable.name(benchmark.getUsername()));
      parameters(benchmark)
          .forEach(
              (name, its) ->
                  out.println(
                      "  "
                          + name
                          + "="
                          + String.join(",", values.getOrDefault(name, List.of(its)))));
    }
  }
}
