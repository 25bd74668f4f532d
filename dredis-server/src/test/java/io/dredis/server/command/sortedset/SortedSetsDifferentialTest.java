package io.dredis.server.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sorted-set commands answer what Redis answers, byte by byte, and leave the same sorted sets
 * behind, packed and large.
 */
class SortedSetsDifferentialTest {
  private static final int BATCHES = 25;
  private static final int CALLS_PER_BATCH = 50;

  @ParameterizedTest
  @CsvSource({
    "leveldb,2,0",
    "leveldb,3,128",
    "lmdb,3,0",
    "lmdb,2,20",
    "memory,2,128",
    "memory,3,100000"
  })
  void randomCommandsHaveTheSameRepliesAndEffects(
      String backend, int protocol, String maxListpackEntries) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println(
        "SortedSetsDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    RandomSortedSetCommands commands = new RandomSortedSetCommands(seed);
    try (ServerPair servers = start(backend, maxListpackEntries);
        ReplyComparison both = servers.connect(protocol)) {
      both.sameLines("SET string x", "SET string2 y");
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int call = 0; call < CALLS_PER_BATCH; call++) {
          both.same(commands.next());
        }
        for (String key : List.of("z1", "z2", "lex", "target")) {
          assertSame(both, key);
        }
      }
    }
  }

  private static ServerPair start(String backend, String maxListpackEntries) {
    return ServerPair.of(
        RedisServerProcess.start(
            "--zset-max-listpack-entries",
            maxListpackEntries,
            "--enable-debug-command",
            "yes",
            "--rdbcompression",
            "no"),
        EmbeddedDredis.start(
            "backend",
            backend,
            "zset-max-listpack-entries",
            maxListpackEntries,
            "enable-debug-command",
            "yes"));
  }

  private static void assertSame(ReplyComparison both, String key) throws IOException {
    both.same("OBJECT", "ENCODING", key);
    both.same("ZRANGE", key, "0", "-1", "WITHSCORES");
    both.same("ZREVRANGE", key, "0", "-1");
    both.same("DEBUG", "DIGEST-VALUE", key);
    assertEquals(serializedLength(both.redis(), key), serializedLength(both.dredis(), key), key);
    assertEquals(scan(both.redis(), key), scan(both.dredis(), key), key);
    both.same("ZSCAN", key, "0", "COUNT", "1000000", "MATCH", "no such member");
    assertRandomMembersAreMembers(both, key);
  }

  private static String serializedLength(RespConnection connection, String key) throws IOException {
    String reply = RespConnection.text(connection.call("DEBUG", "OBJECT", key));
    return reply.replaceAll("(?s).*(encoding:\\w+ serializedlength:\\d+).*", "$1");
  }

  private static Map<String, String> scan(RespConnection connection, String key)
      throws IOException {
    Map<String, String> found = new TreeMap<>();
    String cursor = "0";
    do {
      RespValue page =
          RespValue.parse(
              RespConnection.text(connection.call("ZSCAN", key, cursor, "MATCH", "*1*")));
      cursor = page.elements().get(0).text();
      List<String> texts = page.elements().get(1).texts();
      for (int i = 0; i < texts.size(); i += 2) {
        found.put(texts.get(i), texts.get(i + 1));
      }
    } while (!cursor.equals("0"));
    return found;
  }

  private static void assertRandomMembersAreMembers(ReplyComparison both, String key)
      throws IOException {
    List<String> all =
        RespValue.parse(RespConnection.text(both.dredis().call("ZRANGE", key, "0", "-1"))).texts();
    for (String count : List.of("5", "-5", "300", "-300", "100000")) {
      List<String> picked =
          RespValue.parse(RespConnection.text(both.dredis().call("ZRANDMEMBER", key, count)))
              .texts();
      long expected = Long.parseLong(count);
      expected = expected < 0 ? -expected : Math.min(expected, all.size());
      assertEquals(all.isEmpty() ? 0 : expected, picked.size(), key + " " + count);
      assertTrue(all.containsAll(picked), key + " " + count);
      if (!count.startsWith("-")) {
        assertEquals(picked.size(), picked.stream().distinct().count());
      }
    }
  }

  @Test
  void infinitiesOfBothSignsHaveNoSum() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(3)) {
      both.sameLines(
          "ZADD z inf a",
          "ZINCRBY z -inf a",
          "ZADD z INCR -inf a",
          "ZADD z 1 b INCR 2",
          "ZADD z NX XX 1 b",
          "ZADD z NX GT 1 b",
          "ZADD z GT LT 1 b",
          "ZADD z INCR 1 a 2 b",
          "ZADD z XX INCR 1 missing",
          "ZADD z NX INCR 1 a",
          "ZADD z GT INCR -1 a",
          "ZADD missing XX 1 a",
          "ZADD missing XX INCR 1 a",
          "ZADD z CH 5 a 6 c 6 c 7 c",
          "EXISTS missing",
          "ZMPOP 2 missing z MIN COUNT 10",
          "EXISTS z");
    }
  }
}
