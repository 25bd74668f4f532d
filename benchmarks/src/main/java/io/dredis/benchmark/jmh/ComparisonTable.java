package io.dredis.benchmark.jmh;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Backends;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * Results as one table in Markdown, a row to each operation and two columns to each backend:
 * microseconds and bytes allocated per operation, medians of the iterations. Operations below the
 * backends have columns of their own.
 */
final class ComparisonTable {
  /** The columns of what has no backend. */
  private static final String NONE = "no backend";

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double NANOS_PER_MICRO = 1000;

  /** What one operation takes on one backend. */
  private record Figures(double micros, double bytes) {}

  private final Map<String, Map<String, Figures>> byOperation = new LinkedHashMap<>();

  /** Returns a table of results, in their order. */
  static ComparisonTable of(Collection<RunResult> results) {
    ComparisonTable table = new ComparisonTable();
    for (RunResult result : results) {
      BenchmarkParams benchmark = result.getParams();
      double unitNanos = benchmark.getTimeUnit().toNanos(1);
      Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
      table.add(
          operation(benchmark),
          benchmark.getParam(BackendBenchmark.PARAMETER),
          median(result.getPrimaryResult()) * unitNanos / NANOS_PER_MICRO,
          allocated == null ? Double.NaN : median(allocated));
    }
    return table;
  }

  /** Returns the median of the iterations, which one that was held up does not change. */
  private static double median(Result<?> result) {
    return result.getStatistics().getPercentile(50);
  }

  /**
   * Adds what an operation takes on a backend, or on none.
   *
   * @param bytes NaN when nobody knows
   */
  void add(String operation, String backendOrNull, double micros, double bytes) {
    byOperation
        .computeIfAbsent(operation, each -> new LinkedHashMap<>())
        .put(backendOrNull == null ? NONE : backendOrNull, new Figures(micros, bytes));
  }

  /** Returns the operation that is measured, {@code Hashes.get split-1000}, without its backend. */
  static String operation(BenchmarkParams benchmark) {
    StringBuilder operation = new StringBuilder(name(benchmark.getBenchmark()));
    for (String parameter : benchmark.getParamsKeys()) {
      if (!parameter.equals(BackendBenchmark.PARAMETER)) {
        operation.append(' ').append(benchmark.getParam(parameter));
      }
    }
    return operation.toString();
  }

  /** Returns what a benchmark is called here, {@code Hashes.get}. */
  static String name(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    String type = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method);
    return type.replaceFirst("Benchmark$", "") + benchmark.substring(method);
  }

  /** Prints the table. */
  void print(PrintStream out) {
    List<String> backends = backends();
    List<List<String>> rows = new ArrayList<>();
    rows.add(heads(backends));
    byOperation.forEach((operation, figures) -> rows.add(row(operation, figures, backends)));
    int[] widths = widths(rows);
    out.println();
    printRow(out, rows.getFirst(), widths);
    out.println(line(widths));
    rows.subList(1, rows.size()).forEach(row -> printRow(out, row, widths));
    out.println();
  }

  private List<String> backends() {
    List<String> all = new ArrayList<>(Backends.all().stream().map(BackendType::name).toList());
    all.add(NONE);
    all.removeIf(name -> byOperation.values().stream().noneMatch(row -> row.containsKey(name)));
    return all;
  }

  private static List<String> heads(List<String> backends) {
    List<String> heads = new ArrayList<>(List.of("per operation"));
    for (String backend : backends) {
      heads.add(backend + " µs");
      heads.add("bytes");
    }
    return heads;
  }

  private static List<String> row(
      String operation, Map<String, Figures> figures, List<String> backends) {
    List<String> row = new ArrayList<>(List.of(operation));
    for (String backend : backends) {
      Figures there = figures.get(backend);
      row.add(there == null ? "" : micros(there.micros()));
      row.add(there == null || Double.isNaN(there.bytes()) ? "" : rounded(there.bytes(), 0));
    }
    return row;
  }

  /** Three digits that count. */
  private static String micros(double micros) {
    if (micros < 1) {
      return rounded(micros, 3);
    }
    return rounded(micros, micros < 10 ? 2 : micros < 100 ? 1 : 0);
  }

  private static String rounded(double figure, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String line(int[] widths) {
    StringBuilder line = new StringBuilder("| ").append("-".repeat(widths[0]));
    for (int i = 1; i < widths.length; i++) {
      line.append(" | ").append("-".repeat(widths[i] - 1)).append(':');
    }
    return line.append(" |").toString();
  }

  private static void printRow(PrintStream out, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("| ").append(row.getFirst());
    line.repeat(' ', widths[0] - row.getFirst().length());
    for (int i = 1; i < widths.length; i++) {
      line.append(" | ").repeat(' ', widths[i] - row.get(i).length()).append(row.get(i));
    }
    out.println(line.append(" |"));
  }
}
