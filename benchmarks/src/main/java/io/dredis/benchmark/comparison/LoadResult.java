package io.dredis.benchmark.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code redis-benchmark} measured in one run. */
record LoadResult(double requestsPerSecond, double p50Millis, double p99Millis) {
  /**
   * Reads what {@code redis-benchmark --csv} printed: a line of heads, and a line of figures below.
   * Other lines, of warnings for example, may stand anywhere.
   *
   * @throws IOException when there is no such line
   */
  static LoadResult parse(String output) throws IOException {
    List<List<String>> table =
        output.lines().filter(line -> line.startsWith("\"")).map(LoadResult::fields).toList();
    if (table.size() != 2 || table.get(0).size() != table.get(1).size()) {
      throw new IOException("redis-benchmark printed no figures:\n" + output);
    }
    return new LoadResult(
        figure(table, "rps"), figure(table, "p50_latency_ms"), figure(table, "p99_latency_ms"));
  }

  private static double figure(List<List<String>> table, String head) throws IOException {
    int column = table.get(0).indexOf(head);
    if (column < 0) {
      throw new IOException("redis-benchmark printed no " + head + ": " + table);
    }
    try {
      return Double.parseDouble(table.get(1).get(column));
    } catch (NumberFormatException e) {
      throw new IOException(
          "redis-benchmark printed no figure for " + head + ", of too few requests?: " + table, e);
    }
  }

  /** Splits a line at commas outside quotes; redis-benchmark escapes nothing. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
