package io.dredis.server.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
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
  private static final int PAIRS_PER_CALL = 5000;
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

  @ParameterizedTest
  @CsvSource({"leveldb,2", "lmdb,3", "memory,2"})
  void resultsTooLargeForMemoryAreTheSame(String backend, int protocol) throws IOException {
    try (ServerPair servers = start(backend, "128");
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
    try (ServerPair servers = start("leveldb", "128");
        ReplyComparison both = servers.connect(2)) {
      fill(both, "ZADD", "one", 0, 110_000);
      fill(both, "ZADD", "other", 20_000, 120_000);
      both.sameLine("ZUNION 2 one other WITHSCORES");
      both.sameLine("ZUNION 2 one other WEIGHTS 1 -1 AGGREGATE MIN");
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
