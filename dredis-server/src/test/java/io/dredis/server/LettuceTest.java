package io.dredis.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.EmbeddedDredis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.CopyArgs;
import io.lettuce.core.ExpireArgs;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application does with a client library it knows from Redis. */
@ParameterizedClass
@CsvSource({
  "leveldb, RESP2",
  "leveldb, RESP3",
  "lmdb, RESP2",
  "lmdb, RESP3",
  "memory, RESP2",
  "memory, RESP3"
})
class LettuceTest {
  private static final int MANY = 2000;

  @Parameter(0)
  String backend;

  @Parameter(1)
  ProtocolVersion protocol;

  private EmbeddedDredis server;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisCommands<String, String> redis;

  @BeforeEach
  void connect() {
    server = EmbeddedDredis.start("backend", backend);
    client =
        RedisClient.create(
            RedisURI.builder().withHost("127.0.0.1").withPort(server.port()).build());
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterEach
  void disconnect() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(10));
    server.close();
  }

  @Test
  void strings() {
    assertEquals("PONG", redis.ping());
    assertEquals("OK", redis.set("name", "dredis"));
    assertEquals("dredis", redis.get("name"));
    assertNull(redis.get("missing"));
    assertNull(redis.set("name", "other", SetArgs.Builder.nx()));
    assertEquals("dredis", redis.setGet("name", "größer"));
    assertEquals("größer", redis.get("name"));
    assertEquals(1, redis.incr("counter"));
    assertEquals(42, redis.incrby("counter", 41));
    assertEquals(42.5, redis.incrbyfloat("counter", 0.5));
    assertThrows(RedisCommandExecutionException.class, () -> redis.incr("name"));
    assertEquals("OK", redis.mset(Map.of("a", "1", "b", "2")));
    assertEquals(
        List.of(KeyValue.just("a", "1"), KeyValue.empty("missing"), KeyValue.just("b", "2")),
        redis.mget("a", "missing", "b"));
    assertEquals(3, redis.append("a", "23"));
    assertEquals("23", redis.getrange("a", 1, -1));
    assertEquals("123", redis.getdel("a"));
    assertNull(redis.get("a"));
  }

  @Test
  void bytes() {
    byte[] key = {0, (byte) 0xff, '\r', '\n'};
    byte[] value = new byte[1 << 20];
    new Random(1).nextBytes(value);
    try (StatefulRedisConnection<byte[], byte[]> binary = client.connect(ByteArrayCodec.INSTANCE)) {
      binary.sync().set(key, value);
      assertArrayEquals(value, binary.sync().get(key));
      assertArrayEquals(key, binary.sync().keys("*").get(0));
    }
  }

  @Test
  void keys() {
    redis.set("one", "1");
    assertEquals(1, redis.exists("one", "missing"));
    assertEquals("string", redis.type("one"));
    assertEquals("int", redis.objectEncoding("one"));
    assertEquals("OK", redis.rename("one", "two"));
    assertFalse(redis.renamenx("two", "two"));
    assertThrows(RedisCommandExecutionException.class, () -> redis.rename("one", "two"));
    assertTrue(redis.copy("two", "copy", CopyArgs.Builder.replace(true)));
    assertTrue(redis.move("copy", 3));
    assertEquals(List.of("two"), redis.keys("t*"));
    assertEquals("two", redis.randomkey());
    assertEquals(1, redis.dbsize());
    assertEquals("OK", redis.select(3));
    assertEquals("1", redis.get("copy"));
    assertEquals("OK", redis.swapdb(0, 3));
    assertEquals(1, redis.unlink("two", "copy"));
    assertEquals("OK", redis.flushall());
    assertNull(redis.randomkey());
  }

  @Test
  void expiry() {
    Instant end = Instant.ofEpochMilli(4_102_444_800_123L);
    redis.set("key", "v");
    assertEquals(-1, redis.ttl("key"));
    assertEquals(-2, redis.ttl("missing"));
    assertTrue(redis.pexpireat("key", end));
    assertEquals(end.toEpochMilli(), redis.pexpiretime("key"));
    assertFalse(redis.expire("key", Duration.ofDays(1), ExpireArgs.Builder.gt()));
    assertTrue(redis.expire("key", Duration.ofDays(1), ExpireArgs.Builder.lt()));
    long leftSeconds = redis.ttl("key");
    assertTrue(leftSeconds > 80_000 && leftSeconds <= 86_400, "TTL " + leftSeconds);
    assertTrue(redis.persist("key"));
    assertEquals(-1, redis.pttl("key"));
    assertTrue(redis.expire("key", Duration.ZERO));
    assertEquals(0, redis.exists("key"));
    redis.set("key", "v", SetArgs.Builder.ex(Duration.ofDays(1)));
    assertTrue(redis.ttl("key") > 80_000);
  }

  @Test
  void scanIterators() {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      all.put("key:" + i, "v");
    }
    redis.mset(all);
    redis.set("other", "v");
    Set<String> found = new HashSet<>();
    ScanIterator<String> keys =
        ScanIterator.scan(redis, KeyScanArgs.Builder.matches("key:*").type("string").limit(100));
    keys.forEachRemaining(found::add);
    assertEquals(all.keySet(), found);
    assertFalse(ScanIterator.scan(redis, KeyScanArgs.Builder.type("list")).hasNext());
  }

  @Test
  void pipelines() {
    RedisAsyncCommands<String, String> async = connection.async();
    connection.setAutoFlushCommands(false);
    List<RedisFuture<?>> replies = new ArrayList<>();
    List<RedisFuture<String>> reads = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      replies.add(async.set("key:" + i, "value:" + i));
      replies.add(async.incr("counter"));
      reads.add(async.get("key:" + i));
    }
    replies.addAll(reads);
    connection.flushCommands();
    assertTrue(
        LettuceFutures.awaitAll(Duration.ofMinutes(1), replies.toArray(RedisFuture<?>[]::new)));
    connection.setAutoFlushCommands(true);
    for (int i = 0; i < MANY; i++) {
      assertEquals("value:" + i, reads.get(i).toCompletableFuture().join());
    }
    assertEquals(Integer.toString(MANY), redis.get("counter"));
    assertEquals(MANY + 1, redis.dbsize());
  }
}
