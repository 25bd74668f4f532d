package io.dredis.benchmark.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoadResultTest {
  private static final String HEADS =
      "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
          + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";

  @Test
  void figuresAreTakenByTheirHeads() throws Exception {
    assertEquals(
        new LoadResult(105263.16, 0.271, 3.111),
        LoadResult.parse(
            HEADS
                + "\"SET\",\"105263.16\",\"0.375\",\"0.080\",\"0.271\",\"0.655\",\"3.111\","
                + "\"3.487\"\n"));
  }

  @Test
  void aCommandWithCommasIsOneField() throws Exception {
    assertEquals(
        new LoadResult(1, 3, 5),
        LoadResult.parse(HEADS + "\"set a,b c\",\"1\",\"0\",\"2\",\"3\",\"4\",\"5\",\"6\"\n"));
  }

  @Test
  void warningsAreNoFigures() throws Exception {
    assertEquals(
        new LoadResult(1, 3, 5),
        LoadResult.parse(
            "WARNING: Could not fetch server CONFIG\n"
                + HEADS
                + "\"GET\",\"1\",\"0\",\"2\",\"3\",\"4\",\"5\",\"6\"\n\n"));
  }

  @Test
  void anythingElseIsAnErrorThatSaysWhatThereWas() {
    for (String output :
        new String[] {
          "",
          "Error from server: NOSCRIPT No matching script.\n",
          HEADS,
          HEADS + "\"GET\",\"1\"\n",
          HEADS + "\"GET\",\"many\",\"0\",\"2\",\"3\",\"4\",\"5\",\"6\"\n",
          "\"test\",\"rps\"\n\"GET\",\"1\"\n"
        }) {
      IOException failure =
          assertThrows(IOException.class, () -> LoadResult.parse(output), () -> output);
      assertEquals(true, failure.getMessage().startsWith("redis-benchmark printed no "));
    }
  }
}
