package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** DUMP and RESTORE between a real Redis and dredis, both ways. */
@ParameterizedClass
@ValueSource(strings = {"leveldb", "lmdb", "memory"})
class DumpDifferentialTest {
  private static final byte[] OK = RespConnection.bytes("+OK\r\n");
  private static final int[] SIZES = {1, 10, 200, 3000, 20_000};

  @Parameter String backend;

  private ServerPair servers() {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes"),
        DredisInProcess.start("--backend", backend, "--enable-debug-command", "yes"));
  }

  /** Fills the keys of both servers alike and returns their names. */
  private static List<String> fill(ReplyComparison both) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("DumpDifferentialTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    List<String> keys = new ArrayList<>(List.of("s:int", "s:text", "s:long", "s:empty"));
    both.same("SET", "s:int", "-123456");
    both.same("SET", "s:text", "text\u0000\u00ff");
    both.same("SET", "s:long", "compressible ".repeat(20_000));
    both.same("SET", "s:empty", "");
    for (String type : List.of("RPUSH", "SADD", "HSET", "ZADD")) {
      for (int size : SIZES) {
        String key = type + size;
        keys.add(key);
        for (int done = 0; done < size; done += 1000) {
          both.same(request(type, key, done, Math.min(size, done + 1000), random));
        }
      }
    }
    both.same("SADD", "set:integers", "1", "2", "-3", "70000", "5000000000");
    keys.add("set:integers");
    both.same("ZADD", "zset:odd", "-inf", "a", "inf", "b", "-0", "c", "5e-324", "d", "1.5", "1");
    keys.add("zset:odd");
    return keys;
  }

  private static String[] request(String type, String key, int from, int to, Random random) {
    List<String> request = new ArrayList<>(List.of(type, key));
    for (int i = from; i < to; i++) {
      String element = (random.nextInt(3) == 0 ? "" : "element:") + i;
      switch (type) {
        case "HSET" -> request.addAll(List.of(element, "v".repeat(random.nextInt(30))));
        case "ZADD" -> request.addAll(List.of(Double.toString(random.nextGaussian()), element));
        default -> request.add(element);
      }
    }
    return request.toArray(String[]::new);
  }

  private static byte[] payload(RespConnection from, String key) throws IOException {
    byte[] reply = from.call("DUMP", key);
    int start = Arrays.asList(RespConnection.text(reply).split("\r\n", 2)).get(0).length() + 2;
    return Arrays.copyOfRange(reply, start, reply.length - 2);
  }

  private static byte[][] restore(String key, byte[] payload, String... options) {
    List<byte[]> request = new ArrayList<>();
    request.add(RespConnection.bytes("RESTORE"));
    request.add(RespConnection.bytes(key));
    request.add(RespConnection.bytes("0"));
    request.add(payload);
    for (String option : options) {
      request.add(RespConnection.bytes(option));
    }
    return request.toArray(byte[][]::new);
  }

  @Test
  void whatOneDumpsTheOtherRestores() throws IOException {
    try (ServerPair servers = servers();
        ReplyComparison both = servers.connect(2)) {
      List<String> keys = fill(both);
      for (String key : keys) {
        byte[] ofRedis = payload(both.redis(), key);
        byte[] ofDredis = payload(both.dredis(), key);
        assertArrayEquals(OK, both.dredis().call(restore("copy:" + key, ofRedis)), key);
        assertArrayEquals(OK, both.redis().call(restore("copy:" + key, ofDredis)), key);
        both.same("DEBUG", "DIGEST-VALUE", key, "copy:" + key);
        both.same("TYPE", "copy:" + key);
        assertEquals(
            RespConnection.text(both.redis().call("DEBUG", "DIGEST-VALUE", key)),
            RespConnection.text(both.redis().call("DEBUG", "DIGEST-VALUE", "copy:" + key)));
      }
      both.same("DEBUG", "DIGEST");
    }
  }

  @Test
  void optionsAndErrorsAreThoseOfRedis() throws IOException {
    try (ServerPair servers = servers();
        ReplyComparison both = servers.connect(3)) {
      both.sameLines("SET key value", "RPUSH list a b c", "DUMP missing");
      byte[] payload = payload(both.redis(), "list");
      both.same(restore("key", payload));
      both.same(restore("key", payload, "REPLACE"));
      both.sameLine("LRANGE key 0 -1");
      both.same(restore("key", payload, "replace", "absttl", "idletime", "1000"));
      both.sameLine("OBJECT IDLETIME key");
      both.same(restore("key", payload, "REPLACE", "FREQ", "255"));
      for (String odd :
          List.of(
              "FREQ 256",
              "FREQ -1",
              "IDLETIME -1",
              "IDLETIME x",
              "FREQ",
              "IDLETIME",
              "NONSENSE",
              "IDLETIME 1 FREQ 1",
              "REPLACE REPLACE",
              "FREQ 1 FREQ 2",
              "IDLETIME 1 IDLETIME 2")) {
        both.same(restore("odd", payload, odd.split(" ", -1)));
        both.sameLine("DEL odd");
      }
      for (String ttl : List.of("-1", "x", "9223372036854775807", "100000", "1", "1.5")) {
        byte[][] request = restore("ttl", payload, "REPLACE");
        request[2] = RespConnection.bytes(ttl);
        both.same(request);
        request = restore("ttl", payload, "REPLACE", "ABSTTL");
        request[2] = RespConnection.bytes(ttl);
        both.same(request);
        both.sameLine("DEL ttl");
      }
      both.sameLines("DUMP", "DUMP a b", "RESTORE a 0", "EXISTS key");
    }
  }

  @Test
  void badPayloadsAreRefusedAndChangeNothing() throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    Random random = new Random(seed);
    try (ServerPair servers = servers();
        ReplyComparison both = servers.connect(2)) {
      both.sameLines("SET key value", "HSET hash a 1 b 2 c 3");
      byte[] payload = payload(both.redis(), "hash");
      for (int i = 0; i < payload.length; i++) {
        both.same(restore("key", Arrays.copyOf(payload, i), "REPLACE"));
        byte[] flipped = payload.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        both.same(restore("key", flipped, "REPLACE"));
      }
      ByteArrayOutputStream longer = new ByteArrayOutputStream();
      longer.writeBytes(payload);
      longer.write(0);
      both.same(restore("key", longer.toByteArray(), "REPLACE"));
      both.same(restore("key", new byte[0], "REPLACE"));
      both.sameLine("GET key");
    }
  }
}
