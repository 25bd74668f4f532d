package io.dredis.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and payloads go to and fro between a real Redis and this module. */
class RealRedisTest {
  private static final long SEED = Long.getLong("dredis.test.seed", System.nanoTime());

  @TempDir Path directory;

  private Path directory(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  private static void convert(Path from, Path to, WriteOptions options) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to)) {
      new RdbReader(in, ReadOptions.DEFAULTS).read(new RdbWriter(out, options));
    }
  }

  private static void assertTakenByRedisCheckRdb(Path file) throws Exception {
    Process check =
        new ProcessBuilder("redis-check-rdb", file.toString()).redirectErrorStream(true).start();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, check.waitFor(), output);
    assertTrue(output.contains("RDB looks OK!"), output);
  }

  @ParameterizedTest
  @CsvSource({"7,true", "8,false", "9,true", "10,true", "10,false"})
  void redisLoadsWhatWasReadFromRedis(int version, boolean compress) throws Exception {
    Path first = directory("first");
    Path second = directory("second");
    Object digest;
    Object expiry;
    try (RealRedis redis = RealRedis.start(first)) {
      new RedisData(redis, SEED).addAll();
      redis.must("FUNCTION", "LOAD", "#!lua name=l\nredis.register_function('f', function() end)");
      convert(
          redis.save(),
          second.resolve("dump.rdb"),
          WriteOptions.DEFAULTS.withVersion(version).withCompress(compress));
      digest = redis.must("DEBUG", "DIGEST");
      redis.must("SELECT", 9);
      expiry = redis.must("PEXPIRETIME", "expiring-hash");
    }
    assertTakenByRedisCheckRdb(second.resolve("dump.rdb"));
    try (RealRedis redis = RealRedis.start(second, "--sanitize-dump-payload", "yes")) {
      assertEquals(digest, redis.must("DEBUG", "DIGEST"), "seed " + SEED);
      redis.must("SELECT", 9);
      assertEquals(expiry, redis.must("PEXPIRETIME", "expiring-hash"));
      assertEquals(4102444800999L, expiry);
      assertEquals(1, ((List<?>) redis.must("FUNCTION", "LIST")).size());
    }
  }

  @Test
  void aConvertedFileReadsAsTheFirstOne() throws Exception {
    Path file = directory.resolve("converted.rdb");
    Path again = directory.resolve("again.rdb");
    try (RealRedis redis = RealRedis.start(directory)) {
      new RedisData(redis, SEED).addAll();
      convert(redis.save(), file, WriteOptions.DEFAULTS.withVersion(11));
    }
    convert(file, again, WriteOptions.DEFAULTS.withVersion(11));

    Recording first = Recording.of(Files.readAllBytes(directory.resolve("dump.rdb")));
    Recording converted = Recording.of(Files.readAllBytes(file));
    assertEquals(first.attributes, converted.attributes);
    assertSame(withoutTypes(first.values), withoutTypes(converted.values));
    assertSame(
        withoutTypes(converted.values),
        withoutTypes(Recording.of(Files.readAllBytes(again)).values));
  }

  /** Compares key by key, for the values themselves are too long to show. */
  private static void assertSame(Map<String, String> expected, Map<String, String> found) {
    assertEquals(expected.keySet(), found.keySet());
    List<String> different =
        expected.keySet().stream()
            .filter(key -> !expected.get(key).equals(found.get(key)))
            .toList();
    assertEquals(List.of(), different, "seed " + SEED);
  }

  /** Without the encodings, and with members and fields in one order. */
  private static Map<String, String> withoutTypes(Map<String, String> values) {
    values.replaceAll(
        (key, value) -> {
          String plain = value.replaceFirst(" \\([A-Z_0-9]+\\)", "");
          if (plain.startsWith("list") || plain.startsWith("string")) {
            return plain;
          }
          String[] words = plain.split(" ", -1);
          java.util.Arrays.sort(words);
          return String.join(" ", words);
        });
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 10})
  void payloadsGoBothWays(int version) throws Exception {
    WriteOptions options = WriteOptions.DEFAULTS.withVersion(version);
    try (RealRedis redis = RealRedis.start(directory, "--sanitize-dump-payload", "yes")) {
      new RedisData(redis, SEED).addAll();
      for (int database : new int[] {0, 9}) {
        redis.must("SELECT", database);
        for (Object key : (List<?>) redis.must("KEYS", "*")) {
          byte[] name = RdbBytes.bytes((String) key);
          byte[] payload = RdbBytes.bytes((String) redis.must("DUMP", name));
          ByteArrayOutputStream ours = new ByteArrayOutputStream();
          new DumpReader(payload, ReadOptions.DEFAULTS).read(new DumpWriter(ours, options));
          long expiryMillis = Math.max(0, (long) redis.must("PEXPIRETIME", name));
          redis.must("RESTORE", "copy", expiryMillis, ours.toByteArray(), "REPLACE", "ABSTTL");
          assertEquals(
              redis.must("DEBUG", "DIGEST-VALUE", name),
              redis.must("DEBUG", "DIGEST-VALUE", "copy"),
              key + ", seed " + SEED);
        }
        redis.must("DEL", "copy");
      }
    }
  }

  @Test
  void everyEncodingThatRedisWritesIsSeen() throws Exception {
    try (RealRedis redis = RealRedis.start(directory)) {
      redis.must("SET", "s", "a");
      redis.must("RPUSH", "l", "a", "1");
      redis.must("DEBUG", "QUICKLIST-PACKED-THRESHOLD", "100b");
      redis.must("RPUSH", "plain", "a", "x".repeat(200), "b");
      redis.must("SADD", "i", "1", "2");
      redis.must("SADD", "t", "a");
      redis.must("HSET", "h", "f", "v");
      redis.must("HSET", "ht", "f", "v".repeat(65));
      redis.must("ZADD", "z", "1.5", "m");
      redis.must("ZADD", "zt", "-0.25", "m".repeat(65));
      redis.must("XADD", "x", "1-1", "f", "v");
      redis.must("XGROUP", "CREATE", "x", "g", "0");
      redis.must("XREADGROUP", "GROUP", "g", "c", "STREAMS", "x", ">");
      byte[] file = Files.readAllBytes(redis.save());

      Recording recording = Recording.of(file, ReadOptions.DEFAULTS.withSkipUnsupported(true));

      assertEquals(
          Map.of(
              "0/s", "string a",
              "0/l", "list (LIST_QUICKLIST_2) a 1",
              "0/plain", "list (LIST_QUICKLIST_2) a " + "x".repeat(200) + " b",
              "0/i", "set (SET_INTSET) 1 2",
              "0/t", "set (SET) a",
              "0/h", "hash (HASH_LISTPACK) f=v",
              "0/ht", "hash (HASH) f=" + "v".repeat(65),
              "0/z", "zset (ZSET_LISTPACK) m=1.5",
              "0/zt", "zset (ZSET_2) " + "m".repeat(65) + "=-0.25"),
          recording.values);
      assertTrue(recording.events.contains("start 10"));
      assertTrue(recording.events.contains("aux redis-ver=" + version(redis)));
      assertTrue(recording.events.contains("select 0"));
      assertTrue(recording.events.contains("resize 10 0"));
      assertTrue(recording.events.contains("skipped x STREAM_LISTPACKS_2"));
    }
  }

  private static String version(RealRedis redis) throws IOException {
    String info = (String) redis.must("INFO", "server");
    return info.replaceAll("(?s).*redis_version:([0-9.]+).*", "$1");
  }

  @Test
  void howKeysWereUsedIsReadAndWritten() throws Exception {
    Path second = directory("second");
    try (RealRedis redis = RealRedis.start(directory, "--maxmemory-policy", "allkeys-lru")) {
      redis.must("SET", "a", "1");
      redis.must("RESTORE", "b", "0", redisPayload(redis), "IDLETIME", "1000");
      Path file = redis.save();
      assertEquals(
          1000, Recording.of(Files.readAllBytes(file)).attributes.get("0/b").idleSeconds());
      convert(file, second.resolve("dump.rdb"), WriteOptions.DEFAULTS.withVersion(9));
    }
    try (RealRedis redis = RealRedis.start(second, "--maxmemory-policy", "allkeys-lru")) {
      long idleSeconds = (long) redis.must("OBJECT", "IDLETIME", "b");
      assertTrue(idleSeconds >= 1000 && idleSeconds < 1100, "idle for " + idleSeconds);
    }
    try (RealRedis redis = RealRedis.start(second, "--maxmemory-policy", "allkeys-lfu")) {
      redis.must("RESTORE", "c", "0", redisPayload(redis), "FREQ", "77");
      Recording recording = Recording.of(Files.readAllBytes(redis.save()));
      assertEquals(77, recording.attributes.get("0/c").frequency());
    }
  }

  private static byte[] redisPayload(RealRedis redis) throws IOException {
    return RdbBytes.bytes((String) redis.must("DUMP", "a"));
  }

  @Test
  void aFileWithoutAChecksumGoesBothWays() throws Exception {
    Path second = directory("second");
    try (RealRedis redis = RealRedis.start(directory, "--rdbchecksum", "no")) {
      redis.must("SET", "a", "1");
      convert(redis.save(), second.resolve("dump.rdb"), WriteOptions.DEFAULTS.withChecksum(false));
    }
    byte[] file = Files.readAllBytes(second.resolve("dump.rdb"));
    for (int i = file.length - Long.BYTES; i < file.length; i++) {
      assertEquals(0, file[i]);
    }
    try (RealRedis redis = RealRedis.start(second)) {
      assertEquals("1", redis.must("GET", "a"));
    }
  }

  @Test
  void redisRefusesAWrongChecksumOfOurs() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DumpWriter(out, WriteOptions.DEFAULTS).string(RdbBytes.bytes("value"));
    byte[] payload = out.toByteArray();
    try (RealRedis redis = RealRedis.start(directory)) {
      assertEquals("OK", redis.call("RESTORE", "k", "0", payload));
      assertEquals("value", redis.call("GET", "k"));
      payload[payload.length - 1] ^= 1;
      String reply = (String) redis.call("RESTORE", "k2", "0", payload);
      assertTrue(reply.startsWith("-ERR DUMP payload version or checksum are wrong"), reply);
    }
  }
}
