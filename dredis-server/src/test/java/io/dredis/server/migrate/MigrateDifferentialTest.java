package io.dredis.server.migrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What MIGRATE moves from one server to another, beside what it moves from Redis to Redis. */
@ParameterizedClass
@CsvSource({
  "leveldb, redis",
  "lmdb, redis",
  "memory, redis",
  "redis, leveldb",
  "redis, lmdb",
  "lmdb, memory",
})
class MigrateDifferentialTest {
  private static final int[] SIZES = {1, 100, 600, 6000};
  private static final String TIMEOUT_MILLIS = "20000";

  @Parameter(0)
  String from;

  @Parameter(1)
  String to;

  private static TestServer start(String kind) {
    return kind.equals("redis")
        ? RedisServerProcess.start("--enable-debug-command", "yes")
        : DredisInProcess.start("--backend", kind, "--enable-debug-command", "yes");
  }

  private static ServerPair besideRedis(String kind) {
    return ServerPair.of(start("redis"), start(kind));
  }

  /** Moves keys from each of the two sources to the target that belongs to it. */
  private static String migrate(
      ReplyComparison sources, TestServer ofRedis, TestServer ofOther, String... arguments)
      throws IOException {
    byte[] expected = sources.redis().call(request(ofRedis, arguments));
    byte[] actual = sources.dredis().call(request(ofOther, arguments));
    String request = String.join(" ", arguments);
    assertEquals(RespConnection.text(expected), RespConnection.text(actual), request);
    return RespConnection.text(expected);
  }

  private static String[] request(TestServer target, String... arguments) {
    List<String> request = new ArrayList<>();
    request.addAll(List.of("MIGRATE", "127.0.0.1", Integer.toString(target.port())));
    request.addAll(List.of(arguments));
    return request.toArray(String[]::new);
  }

  private static List<String> fill(ReplyComparison both) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("MigrateDifferentialTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    List<String> keys = new ArrayList<>();
    keys.addAll(strings(both, random));
    for (String type : List.of("RPUSH", "SADD", "HSET", "ZADD")) {
      for (int size : SIZES) {
        String key = type + size;
        keys.add(key);
        for (int done = 0; done < size; done += 1000) {
          both.same(fill(type, key, done, Math.min(size, done + 1000), random));
        }
      }
    }
    both.same("SADD", "intset", "1", "-70000", "5000000000");
    both.same("RPUSH", "wide", "x".repeat(100_000), "", "12");
    both.same("ZADD", "odd", "-inf", "a", "inf", "b", "5e-324", "c", "1.5", "1");
    keys.addAll(List.of("intset", "wide", "odd"));
    return keys;
  }

  private static List<String> strings(ReplyComparison both, Random random) throws IOException {
    byte[] noise = new byte[3_000_000];
    random.nextBytes(noise);
    List<String> keys = List.of("", "\u0000\r\n\u00ff$5", "k".repeat(2000), "int", "compressible");
    both.same("SET", keys.get(0), "the empty key");
    both.same("SET", keys.get(1), RespConnection.text(noise));
    both.same("SET", keys.get(2), "");
    both.same("SET", keys.get(3), "-1234567890123");
    both.same("SET", keys.get(4), "compressible ".repeat(20_000));
    return keys;
  }

  private static String[] fill(String type, String key, int first, int last, Random random) {
    List<String> request = new ArrayList<>(List.of(type, key));
    for (int i = first; i < last; i++) {
      String element = (random.nextInt(3) == 0 ? "" : "element:") + i;
      switch (type) {
        case "HSET" -> request.addAll(List.of(element, "v".repeat(random.nextInt(30))));
        case "ZADD" -> request.addAll(List.of(Double.toString(random.nextGaussian()), element));
        default -> request.add(element);
      }
    }
    return request.toArray(String[]::new);
  }

  @Test
  void everyKindOfValueArrivesAndGoesHere() throws IOException {
    TestServer ofRedis = start("redis");
    TestServer ofOther = start(to);
    try (ServerPair sources = besideRedis(from);
        ServerPair targets = ServerPair.of(ofRedis, ofOther);
        ReplyComparison source = sources.connect(2);
        ReplyComparison target = targets.connect(2)) {
      List<String> keys = fill(source);
      String digest = source.same("DEBUG", "DIGEST");
      List<String> all = new ArrayList<>(List.of("", "0", TIMEOUT_MILLIS, "COPY", "KEYS"));
      all.addAll(keys);
      migrate(source, ofRedis, ofOther, all.toArray(String[]::new));
      assertEquals(digest, target.same("DEBUG", "DIGEST"));
      assertEquals(digest, source.same("DEBUG", "DIGEST"));
      for (String key : keys) {
        assertEquals("+OK\r\n", migrate(source, ofRedis, ofOther, key, "1", TIMEOUT_MILLIS));
        assertEquals(":0\r\n", source.same("EXISTS", key));
        target.same("TYPE", key);
      }
      assertEquals(":0\r\n", source.same("DBSIZE"));
      target.same("SELECT", "1");
      target.same("DBSIZE");
      for (String key : keys) {
        target.same("DEBUG", "DIGEST-VALUE", key);
      }
      target.same("DEBUG", "DIGEST");
    }
  }

  @Test
  void whatIsLeftOfATimeToLiveGoesAlong() throws IOException {
    TestServer ofRedis = start("redis");
    TestServer ofOther = start(to);
    try (ServerPair sources = besideRedis(from);
        ServerPair targets = ServerPair.of(ofRedis, ofOther);
        ReplyComparison source = sources.connect(2);
        ReplyComparison target = targets.connect(2)) {
      source.sameLines("SET soon 1 PX 1000000", "SET late 1 EX 2000000000", "SET never 1");
      source.same("SET", "over", "1", "PXAT", "1");
      migrate(source, ofRedis, ofOther, "", "0", TIMEOUT_MILLIS, "KEYS", "soon", "late", "never");
      migrate(source, ofRedis, ofOther, "over", "0", TIMEOUT_MILLIS);
      target.sameLines("TTL never", "EXISTS soon late never over");
      for (RespConnection each : List.of(target.redis(), target.dredis())) {
        assertLeft(each, "soon", 1_000_000L);
        assertLeft(each, "late", 2_000_000_000_000L);
      }
    }
  }

  /** Says that a key has at most so long to live, and at least that less a minute. */
  private static void assertLeft(RespConnection server, String key, long mostMillis)
      throws IOException {
    String reply = RespConnection.text(server.call("PTTL", key));
    long millis = Long.parseLong(reply.substring(1).trim());
    assertTrue(millis <= mostMillis && millis > mostMillis - 60_000, key + " " + reply);
  }

  @Test
  void thousandsOfKeysGoAtOnce() throws IOException {
    TestServer ofRedis = start("redis");
    TestServer ofOther = start(to);
    try (ServerPair sources = besideRedis(from);
        ServerPair targets = ServerPair.of(ofRedis, ofOther);
        ReplyComparison source = sources.connect(2);
        ReplyComparison target = targets.connect(2)) {
      List<String> set = new ArrayList<>(List.of("MSET"));
      List<String> move = new ArrayList<>(List.of("", "3", TIMEOUT_MILLIS, "KEYS"));
      for (int i = 0; i < 5000; i++) {
        set.addAll(List.of("key:" + i, Integer.toString(i)));
        move.addAll(List.of("key:" + i, "missing:" + i));
      }
      source.same(set.toArray(String[]::new));
      target.sameLine("SELECT 3");
      target.sameLines("SET key:7 old", "SET key:4999 old");
      byte[] expected = RespConnection.bytes("-ERR Target instance replied with error: ");
      String reply = migrate(source, ofRedis, ofOther, move.toArray(String[]::new));
      assertArrayEquals(
          expected, Arrays.copyOf(RespConnection.bytes(reply), expected.length), reply);
      source.sameLines("DBSIZE", "GET key:7", "GET key:4999", "DEBUG DIGEST");
      target.sameLines("DBSIZE", "GET key:7", "GET key:4999", "DEBUG DIGEST");
    }
  }
}
