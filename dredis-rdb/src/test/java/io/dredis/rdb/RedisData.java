package io.dredis.rdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Puts values of every type, size and encoding into a Redis. */
final class RedisData {
  private static final String[] NUMBERS = {
    "0",
    "12",
    "13",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "4095",
    "4096",
    "-4096",
    "-4097",
    "32767",
    "32768",
    "-32768",
    "-32769",
    "65535",
    "8388607",
    "8388608",
    "-8388608",
    "-8388609",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "007",
    "-0",
    "+5",
    " 5"
  };
  private static final String[] SCORES = {
    "0",
    "-1",
    "1.5",
    "3.0000000000000004",
    "1e300",
    "-1e-300",
    "5e-324",
    "inf",
    "-inf",
    "17",
    "1e17",
    "9007199254740993",
    "0.1",
    "-123456.789"
  };

  private final RealRedis redis;
  private final Random random;

  RedisData(RealRedis redis, long seed) {
    this.redis = redis;
    this.random = new Random(seed);
  }

  /** Adds everything, in two databases. */
  void addAll() throws IOException {
    redis.must("SELECT", 0);
    strings();
    for (int count : new int[] {1, 3, 100, 129, 600, 3000}) {
      for (int elementBytes : new int[] {0, 5, 60, 70, 300}) {
        collections(count, elementBytes);
      }
    }
    redis.must("SELECT", 9);
    numbers();
    largeElements();
    redis.must("SET", "expiring", "v", "PXAT", "4102444800123");
    redis.must("HSET", "expiring-hash", "f", "v");
    redis.must("PEXPIREAT", "expiring-hash", "4102444800999");
    redis.must("SET", new byte[] {0, (byte) 0xff, '\n'}, new byte[] {(byte) 0xfe, 0, '\r'});
    redis.must("SET", "12345", "a key that is an integer");
    redis.must("SELECT", 0);
  }

  private void strings() throws IOException {
    for (String number : NUMBERS) {
      redis.must("SET", "string:" + number, number);
      redis.must("APPEND", "raw:" + number, number);
    }
    for (int length : new int[] {0, 1, 20, 21, 25, 63, 64, 100, 16383, 16384, 100_000, 2_000_000}) {
      redis.must("SET", "random:" + length, bytes(length, 256));
      redis.must("SET", "repetitive:" + length, bytes(length, 3));
      redis.must("SET", "zeros:" + length, new byte[length]);
    }
  }

  private byte[] bytes(int length, int kinds) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(kinds);
    }
    return bytes;
  }

  private void collections(int count, int elementBytes) throws IOException {
    String suffix = count + "x" + elementBytes;
    String filling = "e".repeat(elementBytes);
    List<Object> list = new ArrayList<>(List.of("RPUSH", "list:" + suffix));
    List<Object> set = new ArrayList<>(List.of("SADD", "set:" + suffix));
    List<Object> hash = new ArrayList<>(List.of("HSET", "hash:" + suffix));
    List<Object> sorted = new ArrayList<>(List.of("ZADD", "zset:" + suffix));
    for (int i = 0; i < count; i++) {
      String element = filling + random.nextInt(1 << 20);
      list.add(random.nextInt(5) == 0 ? "" : element);
      set.add(element);
      hash.addAll(List.of(element, filling + i));
      sorted.addAll(List.of(SCORES[random.nextInt(SCORES.length)], element));
    }
    for (List<Object> command : List.of(list, set, hash, sorted)) {
      redis.must(command.toArray());
    }
  }

  private void numbers() throws IOException {
    for (String number : NUMBERS) {
      redis.must("RPUSH", "numbers:list", number);
      redis.must("SADD", "numbers:set", number);
      redis.must("HSET", "numbers:hash", number, number);
      redis.must("ZADD", "numbers:zset", SCORES[random.nextInt(SCORES.length)], number);
    }
    for (int bits : new int[] {10, 30, 60}) {
      for (int i = 0; i < 500; i++) {
        redis.must("SADD", "integers:" + bits, random.nextLong(-(1L << bits), 1L << bits));
      }
    }
  }

  private void largeElements() throws IOException {
    redis.must(
        "RPUSH", "large:list", "a", bytes(300_000, 256), "b", bytes(9000, 2), bytes(5000, 9));
    redis.must("SADD", "large:set", "a", bytes(300_000, 256));
    redis.must("HSET", "large:hash", "f", bytes(300_000, 3));
    redis.must("ZADD", "large:zset", "1.25", bytes(300_000, 256), "7", "m");
    // More than what is collected before it becomes a table.
    for (int i = 0; i < 40; i++) {
      List<Object> push = new ArrayList<>(List.of("RPUSH", "large:many"));
      for (int j = 0; j < 1000; j++) {
        push.add("element " + i + " " + j);
      }
      redis.must(push.toArray());
    }
  }
}
