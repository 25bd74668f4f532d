package io.dredis.benchmark.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.benchmark.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkListEntry;

class JmhCommandTest {
  /** At one and a half seconds each, these are what a few minutes allow. */
  private static final int MOST_SHORT_MEASUREMENTS = 165;

  @TempDir private Path directory;

  @Test
  void shortFormHasEveryBenchmarkOnEveryBackendAndIsShort() {
    Collection<BenchmarkListEntry> all = new Selection(List.of(), Map.of()).benchmarks();
    Collection<BenchmarkListEntry> inShort =
        new Selection(List.of(), ShortForm.PARAMETERS).benchmarks();
    assertEquals(all, inShort);
    assertFalse(ShortForm.PARAMETERS.containsKey(BackendBenchmark.PARAMETER));
    int measurements = 0;
    for (BenchmarkListEntry benchmark : inShort) {
      int own = 1;
      for (Map.Entry<String, String[]> parameter : Selection.parameters(benchmark).entrySet()) {
        List<String> values = ShortForm.PARAMETERS.get(parameter.getKey());
        own *= values == null ? parameter.getValue().length : values.size();
      }
      measurements += own;
    }
    assertTrue(measurements <= MOST_SHORT_MEASUREMENTS, measurements + " measurements");
  }

  @Test
  void shortFormTakesOnlyValuesThatTheFullOneHas() {
    Set<String> unknown = new HashSet<>();
    ShortForm.PARAMETERS.forEach((name, values) -> values.forEach(v -> unknown.add(name + v)));
    for (BenchmarkListEntry benchmark : new Selection(List.of(), Map.of()).benchmarks()) {
      Selection.parameters(benchmark)
          .forEach((name, values) -> Arrays.asList(values).forEach(v -> unknown.remove(name + v)));
    }
    assertEquals(Set.of(), unknown);
  }

  @Test
  void aRunHasATableAndAFileOfResults() throws Exception {
    Path json = directory.resolve("jmh.json");
    List<String> lines =
        run(
            0,
            "Parser",
            "Commands.*single",
            "--json",
            json.toString(),
            "--log",
            directory.resolve("jmh.log").toString(),
            "--backend",
            "memory",
            "--param",
            "valueBytes=32,33",
            "--param",
            "command=GET",
            "--forks",
            "0",
            "--warm-up",
            "0",
            "--iterations",
            "1",
            "--millis",
            "10");
    List<String> table = lines.stream().filter(line -> line.startsWith("| ")).toList();
    assertEquals(5, table.size(), () -> String.join("\n", lines));
    assertTrue(table.get(0).startsWith("| per operation "), table.get(0));
    assertTrue(table.get(0).contains("| memory µs | "), table.get(0));
    assertTrue(table.get(2).startsWith("| Commands.single GET 20000 | "), table.get(2));
    assertTrue(table.get(3).startsWith("| RequestParser.parse 32 "), table.get(3));
    assertTrue(table.get(4).startsWith("| RequestParser.parse 33 "), table.get(4));
    assertTrue(Files.readString(json).contains("\"gc.alloc.rate.norm\""));
  }

  @Test
  void benchmarksAreListedWithTheirParameters() throws Exception {
    assertEquals(
        List.of("RequestParser.parse", "  valueBytes=32,1000"), run(0, "Parser", "--list"));
    assertEquals(
        List.of("RequestParser.parse", "  valueBytes=32,1000,100000"),
        run(0, "Parser", "--list", "--full"));
  }

  @Test
  void whatDoesNotExistIsRefused() throws Exception {
    assertEquals(List.of(), run(2, "NoSuchBenchmark"));
    assertEquals(List.of(), run(2, "--backend", "no-such"));
    assertEquals(List.of(), run(2, "Parser", "--backend", "memory"));
    assertEquals(List.of(), run(2, "Parser", "--param", "keys=1"));
    assertEquals(List.of(), run(2, "Parser", "--param", "valueBytes"));
  }

  private static List<String> run(int exitCode, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("jmh"));
    all.addAll(List.of(arguments));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(exitCode, Main.run(out, all.toArray(String[]::new)));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
