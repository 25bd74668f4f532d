package io.dredis.server.command.sortedset;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Unions, intersections and differences that are worked out beside the execution lock, and do not
 * fit in memory, are those of Redis.
 */
class LargeAlgebraDifferentialTest {
  private static final int PAIRS_PER_CALL = 5000;

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes"),
        EmbeddedDredis.start("backend", backend, "enable-debug-command", "yes"));
  }

  @ParameterizedTest
  @CsvSource({"leveldb,2", "lmdb,3", "memory,2"})
  void resultsTooLargeForMemoryAreTheSame(String backend, int protocol) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(protocol)) {
      fill(both, "ZADD", "one", 0, 15_000);
      fill(both, "ZADD", "other", 10_000, 25_000);
      fill(both, "SADD", "set", 5_000, 17_000);
      for (String keys : List.of("2 one other", "3 other one set", "2 set other")) {
        both.sameLine("ZUNION " + keys + " WITHSCORES");
        both.sameLine("ZINTER " + keys + " WITHSCORES");
        both.sameLine("ZDIFF " + keys);
        both.sameLine("ZINTERCARD " + keys);
        both.sameLine("ZINTERCARD " + keys + " LIMIT 700");
        both.sameLine("ZUNIONSTORE to " + keys + " AGGREGATE MAX");
        both.sameLine("DEBUG DIGEST-VALUE to");
        both.sameLine("ZRANGE to 12000 12010 WITHSCORES");
        both.sameLine("ZINTERSTORE to 2 to set WEIGHTS 0.1 -0.3");
        both.sameLine("DEBUG DIGEST-VALUE to");
        both.sameLine("ZDIFFSTORE one " + keys);
        both.sameLine("DEBUG DIGEST-VALUE one");
      }
    }
  }

  @Test
  void aReplyBeyondAllBoundsIsTheSame() throws IOException {
    try (ServerPair servers = start("leveldb");
        ReplyComparison both = servers.connect(2)) {
      fill(both, "ZADD", "one", 0, 110_000);
      fill(both, "ZADD", "other", 20_000, 120_000);
      both.sameLine("ZUNION 2 one other WITHSCORES");
      both.sameLine("ZUNION 2 one other WEIGHTS 1 -1 AGGREGATE MIN");
      // This one takes two passes.
      both.sameLine("ZDIFF 2 one missing WITHSCORES");
      both.sameLine("DEBUG DIGEST");
      both.sameLine("DBSIZE");
    }
  }

  private static void fill(ReplyComparison both, String command, String key, int from, int to)
      throws IOException {
    for (int start = from; start < to; start += PAIRS_PER_CALL) {
      List<String> call = new ArrayList<>(List.of(command, key));
      for (int i = start; i < start + PAIRS_PER_CALL; i++) {
        if (command.equals("ZADD")) {
          call.add(Integer.toString(i % 1013 - 500) + (i % 3 == 0 ? ".1" : ""));
        }
        call.add(i % 4 == 0 ? Integer.toString(i - 12_000) : "member:" + i);
      }
      both.same(call.toArray(String[]::new));
    }
  }
}
