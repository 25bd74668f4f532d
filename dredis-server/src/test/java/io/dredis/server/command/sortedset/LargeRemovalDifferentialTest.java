package io.dredis.server.command.sortedset;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Removes many members at once from sorted sets, against a real Redis. */
@Timeout(300)
final class LargeRemovalDifferentialTest {
  private static final int MEMBERS_PER_CALL = 1000;

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes"),
        EmbeddedDredis.start("backend", backend, "enable-debug-command", "yes"));
  }

  @ParameterizedTest
  @CsvSource({"leveldb,2", "lmdb,3", "memory,2"})
  void popsMoreThanAReplyHasInMemory(String backend, int protocol) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(protocol)) {
      fill(both, 5_000);
      both.sameLine("ZPOPMIN z 256");
      both.sameLine("ZPOPMAX z 257");
      both.sameLine("ZPOPMIN z 1000");
      both.sameLine("ZMPOP 2 missing z MIN COUNT 300");
      both.sameLine("BZMPOP 0 2 missing z MAX COUNT 400");
      both.sameLine("DEBUG DIGEST-VALUE z");
      both.sameLine("ZRANK z member:4002");
      both.sameLine("ZPOPMAX z 1000000");
      both.sameLine("EXISTS z");
    }
  }

  @ParameterizedTest
  @CsvSource({"leveldb,2", "lmdb,3"})
  void removesSoManyThatTheRestIsWrittenAnew(String backend, int protocol) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(protocol)) {
      fill(both, 102_000);
      both.sameLine("EXPIREAT z 33177117420");
      both.sameLine("ZREMRANGEBYRANK z 500 101499");
      both.sameLine("ZCARD z");
      both.sameLine("EXPIRETIME z");
      both.sameLine("OBJECT ENCODING z");
      both.sameLine("DEBUG DIGEST-VALUE z");
      both.sameLine("ZRANGE z 495 505 WITHSCORES");
      both.sameLine("ZADD z 700.5 new 3 member:1");
      both.sameLine("ZRANK z new");
      both.sameLine("ZREMRANGEBYSCORE z -inf +inf");
      both.sameLine("EXISTS z");
    }
  }

  private static void fill(ReplyComparison both, int members) throws IOException {
    for (int start = 0; start < members; start += MEMBERS_PER_CALL) {
      List<String> call = new ArrayList<>(List.of("ZADD", "z"));
      for (int i = start; i < start + MEMBERS_PER_CALL; i++) {
        call.add(Integer.toString(i / 3));
        call.add("member:" + i);
      }
      both.same(call.toArray(String[]::new));
    }
  }
}
