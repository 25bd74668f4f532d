package io.dredis.benchmark.jmh;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What is left out where a few minutes are to do: every benchmark is run on every backend, but at
 * fewer sizes, and too short for small differences.
 */
final class ShortForm {
  /** The values of those parameters that have more. */
  static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "bytes", List.of("32", "1000000"),
          "collection", List.of("packed-100", "split-10000"),
          "command",
              List.of("GET", "SET", "INCR", "HSET", "SADD", "ZADD", "ZRANK", "LPUSH", "LPOP"),
          "entries", List.of("64"),
          "entryBytes", List.of("10"),
          "keys", List.of("20000"),
          "records", List.of("100000"),
          "reply", List.of("OK", "BULK_32", "ARRAY_100"),
          "valueBytes", List.of("32", "1000"));

  private static final int WARM_UPS = 2;
  private static final TimeValue WARM_UP_TIME = TimeValue.milliseconds(200);

  /** Enough for a median, which is what remains of them on a machine with other work to do. */
  private static final int ITERATIONS = 5;

  private static final TimeValue ITERATION_TIME = TimeValue.milliseconds(80);

  private ShortForm() {}

  /** Sets times and numbers of iterations. */
  static void applyTo(ChainedOptionsBuilder options) {
    options
        .forks(1)
        .warmupIterations(WARM_UPS)
        .warmupTime(WARM_UP_TIME)
        .measurementIterations(ITERATIONS)
        .measurementTime(ITERATION_TIME);
  }
}
