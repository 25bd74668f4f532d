package io.dredis.benchmark.comparison;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What dredis must reach beside Redis with 50 clients: the least throughput and the most CPU time
 * per request, both as ratios, without and with pipelining.
 */
final class Goals {
  private static final int CLIENTS = 50;
  private static final Set<Workload> COMMANDS =
      EnumSet.of(
          Workload.SET,
          Workload.GET,
          Workload.INCR,
          Workload.HSET,
          Workload.LPUSH,
          Workload.LPOP,
          Workload.SADD,
          Workload.ZADD);
  private static final Map<String, Goal> PLAIN =
      Map.of(
          "leveldb", new Goal(0.7, 3),
          "lmdb", new Goal(0.7, 2.5),
          "memory", new Goal(0.75, 2.2));
  private static final Map<String, Goal> PIPELINED =
      Map.of(
          "leveldb", new Goal(0.5, 3),
          "lmdb", new Goal(0.6, 2.5),
          "memory", new Goal(0.9, 1.5));

  private Goals() {}

  private record Goal(double leastThroughput, double mostCpu) {}

  /** Returns whether a ratio of throughputs is as it must be, or need not be anything. */
  static boolean throughputReached(
      String server, Workload workload, Setting setting, double ratio) {
    Goal goal = goalOrNull(server, workload, setting);
    return goal == null || ratio >= goal.leastThroughput;
  }

  /** Returns whether a ratio of CPU times is as it must be, or need not be anything. */
  static boolean cpuReached(String server, Workload workload, Setting setting, double ratio) {
    Goal goal = goalOrNull(server, workload, setting);
    return goal == null || ratio <= goal.mostCpu;
  }

  private static Goal goalOrNull(String server, Workload workload, Setting setting) {
    boolean applies =
        setting.clients() == CLIENTS && setting.data().fitsMemory() && COMMANDS.contains(workload);
    return applies ? (setting.pipeline() == 1 ? PLAIN : PIPELINED).get(server) : null;
  }
}
