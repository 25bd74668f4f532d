package io.dredis.server.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Unions, intersections and differences of sorted sets and sets are answered as Redis answers them,
 * byte by byte, and stored as Redis stores them, packed and large.
 */
class AlgebraDifferentialTest {
  private static final int BATCHES = 25;
  private static final int CALLS_PER_BATCH = 40;
  private static final Pattern SERIALIZED = Pattern.compile("serializedlength:(\\d+)");

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
        "AlgebraDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    RandomAlgebraCommands commands = new RandomAlgebraCommands(seed);
    try (ServerPair servers = start(backend, maxListpackEntries);
        ReplyComparison both = servers.connect(protocol)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        both.sameLines("SET string x", "SET string2 y");
        for (int call = 0; call < CALLS_PER_BATCH; call++) {
          both.same(commands.next());
        }
        for (String key : List.of("z1", "z2", "z3", "s1", "s2", "target", "string")) {
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
    both.same("DEBUG", "DIGEST-VALUE", key);
    both.same("TYPE", key);
    if (both.same("TYPE", key).equals("+zset\r\n")) {
      both.same("OBJECT", "ENCODING", key);
      both.same("ZRANGE", key, "0", "-1", "WITHSCORES");
      assertEquals(serializedLength(both.redis(), key), serializedLength(both.dredis(), key), key);
    }
  }

  private static String serializedLength(RespConnection connection, String key) throws IOException {
    Matcher found =
        SERIALIZED.matcher(RespConnection.text(connection.call("DEBUG", "OBJECT", key)));
    return found.find() ? found.group(1) : "none";
  }

  @Test
  void infinitiesAndZerosHaveRedissSums() throws IOException {
    try (ServerPair servers = start("memory", "0");
        ReplyComparison both = servers.connect(3)) {
      both.sameLines(
          "ZADD a inf up -inf down 0 zero -0 minus 1 one",
          "ZADD b -inf up inf down -0 zero 0 minus -1 one",
          "ZADD c 1 up 1 down 1 zero 1 minus 1 one 1 other");
      for (String aggregate : List.of("SUM", "MIN", "MAX")) {
        for (String weights : List.of("1 1", "0 1", "1 0", "0 0", "-0 1", "inf inf", "-inf 0")) {
          for (String keys : List.of("a b", "b a", "a c", "c a", "a a")) {
            String rest = " 2 " + keys + " WEIGHTS " + weights + " AGGREGATE " + aggregate;
            both.sameLine("ZUNION" + rest + " WITHSCORES");
            both.sameLine("ZINTER" + rest + " WITHSCORES");
            both.sameLine("ZUNIONSTORE to" + rest);
            both.sameLine("ZRANGE to 0 -1 WITHSCORES");
          }
        }
      }
    }
  }

  @Test
  void aListpackMadeAtTheEndHasNoNegativeZero() throws IOException {
    try (ServerPair servers = start("leveldb", "3");
        ReplyComparison both = servers.connect(2)) {
      both.sameLines(
          "ZADD z 0 a 0 b 0 c 0 d",
          "ZUNION 1 z WEIGHTS -1 WITHSCORES",
          "ZUNIONSTORE to 1 z WEIGHTS -1",
          "OBJECT ENCODING to",
          "ZRANGE to 0 -1 WITHSCORES",
          "ZREM z d",
          "ZUNION 1 z WEIGHTS -1 WITHSCORES",
          "ZUNIONSTORE to 1 z WEIGHTS -1",
          "OBJECT ENCODING to",
          "ZRANGE to 0 -1 WITHSCORES",
          "EXPIRE to 100",
          "ZUNIONSTORE to 1 to",
          "TTL to",
          "ZINTERSTORE to 2 to missing",
          "EXISTS to");
    }
  }
}
