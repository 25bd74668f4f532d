package io.dredis.benchmark.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingResultsTest {
  private static final DataSet DATA = new DataSet(1000, 10, 32, true);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void figuresAreMediansAndRatiosAreToTheRedisWithALog() {
    SettingResults results = new SettingResults(new Setting(DATA, 50, 1));
    add(results, Workload.SET, "redis, AOF", new double[] {90_000, 100_000, 110_000}, 8);
    add(results, Workload.SET, "redis, memory", new double[] {100_000, 120_000, 200_000}, 6);
    add(results, Workload.SET, "memory", new double[] {10_000, 80_000, 90_000}, 16);
    assertTrue(results.print(out));
    assertEquals(
        """
        ### 50 clients, values of 32 bytes, plain, 1,000 keys

        | command, server | requests/s | to Redis | p50 ms | p99 ms | CPU µs per request | to Redis |
        | --- | --: | --: | --: | --: | --: | --: |
        | SET, redis, AOF | 100,000 | 1.00 | 0.250 | 1.500 | 8.00 | 1.00 |
        | SET, redis, memory | 120,000 | 1.20 | 0.250 | 1.500 | 6.00 | 0.75 |
        | SET, memory | 80,000 | 0.80 | 0.250 | 1.500 | 16.00 | 2.00 |


        | throughput · CPU per request, to Redis | SET |
        | --- | --: |
        | redis, memory | 1.20 · 0.75 |
        | memory | 0.80 · 2.00 |

        """,
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aGoalThatIsMissedIsBold() {
    SettingResults results = new SettingResults(new Setting(DATA, 50, 16));
    add(results, Workload.SET, "redis, AOF", new double[] {1_000_000}, 1);
    add(results, Workload.SET, "leveldb", new double[] {490_000}, 2);
    add(results, Workload.SET, "lmdb", new double[] {600_000}, 2.51);
    assertFalse(results.print(out));
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("| leveldb | **0.49** · 2.00 |"), printed);
    assertTrue(printed.contains("| lmdb | 0.60 · **2.51** |"), printed);
  }

  @Test
  void thereAreNoGoalsForOtherLoads() {
    for (Setting setting :
        List.of(
            new Setting(DATA, 1, 1),
            new Setting(DATA, 500, 1),
            new Setting(new DataSet(1000, 10, 32, false), 50, 1))) {
      SettingResults results = new SettingResults(setting);
      add(results, Workload.SET, "redis, AOF", new double[] {1_000_000}, 1);
      add(results, Workload.SET, "leveldb", new double[] {1}, 1000);
      assertTrue(results.print(out), setting.title());
    }
  }

  @Test
  void programsGetEachRound() {
    SettingResults results = new SettingResults(new Setting(DATA, 50, 16));
    add(results, Workload.GET, "redis, AOF", new double[] {400, 200}, 1);
    add(results, Workload.GET, "lmdb", new double[] {150, 150}, 2);
    Map<String, Object> row = results.description().get(1);
    assertEquals("GET", row.get("command"));
    assertEquals("lmdb", row.get("server"));
    assertEquals(50, row.get("clients"));
    assertEquals(16, row.get("pipeline"));
    assertEquals(0.5, row.get("throughputToRedis"));
    assertEquals(2.0, row.get("cpuToRedis"));
    assertEquals(List.of(150.0, 150.0), row.get("requestsPerSecondOfRounds"));
  }

  private static void add(
      SettingResults results, Workload workload, String server, double[] perSecond, double cpu) {
    for (double each : perSecond) {
      results.add(workload, server, new LoadResult(each, 0.25, 1.5), cpu);
    }
  }
}
