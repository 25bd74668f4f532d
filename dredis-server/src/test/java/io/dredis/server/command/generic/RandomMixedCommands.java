package io.dredis.server.command.generic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random calls of commands of all types on the same few keys, so that they often meet a key of
 * another type. What they answer leaves nothing to chance but the order of some elements.
 */
final class RandomMixedCommands {
  static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");
  static final List<String> TYPES = List.of("string", "list", "set", "zset", "hash", "stream", "x");
  static final int DATABASES = 2;

  private static final int MANY = 200;

  private final Random random;

  RandomMixedCommands(long seed) {
    random = new Random(seed);
  }

  List<String> next() {
    List<String> call = new ArrayList<>();
    switch (random.nextInt(16)) {
      case 0, 1 -> string(call);
      case 2, 3 -> hash(call);
      case 4, 5 -> list(call);
      case 6, 7 -> set(call);
      case 8, 9 -> sortedSet(call);
      case 10 -> expiry(call);
      case 11 -> sort(call);
      case 12, 13, 14 -> key(call);
      default -> database(call);
    }
    return call;
  }

  private void string(List<String> call) {
    switch (random.nextInt(9)) {
      case 0, 1 -> add(call, "SET", key(), element());
      case 2 -> add(call, "APPEND", key(), element());
      case 3 -> add(call, "GET", key());
      case 4 -> add(call, "SETRANGE", key(), number(30_000), element());
      case 5 -> add(call, "INCR", key());
      case 6 -> add(call, "SETNX", key(), element());
      case 7 -> add(call, "MSET", key(), element(), key(), element());
      default -> add(call, pick("GETDEL", "STRLEN"), key());
    }
  }

  private void hash(List<String> call) {
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        add(call, "HSET", key());
        for (int i = few(); i > 0; i--) {
          add(call, element(), element());
        }
      }
      case 2 -> addElements(call, "HDEL", key());
      case 3 -> add(call, "HGET", key(), element());
      case 4 -> add(call, "HINCRBY", key(), "n" + number(3), number(9));
      default -> add(call, pick("HGETALL", "HLEN", "HKEYS"), key());
    }
  }

  private void list(List<String> call) {
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> addElements(call, pick("LPUSH", "RPUSH", "RPUSHX"), key());
      case 3 -> add(call, pick("LPOP", "RPOP"), key());
      case 4 -> add(call, "LRANGE", key(), number(5), "-" + number(9));
      case 5 -> add(call, "LSET", key(), number(3), element());
      case 6 -> add(call, "LINSERT", key(), pick("BEFORE", "AFTER"), element(), element());
      case 7 -> add(call, "LREM", key(), number(3), element());
      default -> add(call, "LTRIM", key(), number(3), "-" + number(4));
    }
  }

  private void set(List<String> call) {
    switch (random.nextInt(7)) {
      case 0, 1 -> addElements(call, "SADD", key());
      case 2 -> addElements(call, "SREM", key());
      case 3 -> add(call, pick("SMEMBERS", "SCARD"), key());
      case 4 -> add(call, "SMOVE", key(), key(), element());
      case 5 -> add(call, pick("SUNIONSTORE", "SDIFFSTORE", "SINTERSTORE"), key(), key(), key());
      default -> add(call, pick("SUNION", "SINTER", "SDIFF"), key(), key());
    }
  }

  private void sortedSet(List<String> call) {
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        add(call, "ZADD", key());
        for (int i = few(); i > 0; i--) {
          add(call, number(40), element());
        }
      }
      case 2 -> addElements(call, "ZREM", key());
      case 3 -> add(call, "ZINCRBY", key(), number(5), element());
      case 4 -> add(call, "ZRANGE", key(), number(4), "-1", "WITHSCORES");
      case 5 -> add(call, "ZRANGESTORE", key(), key(), number(3), "-" + number(4));
      case 6 -> add(call, pick("ZUNIONSTORE", "ZINTERSTORE"), key(), "2", key(), key());
      default -> add(call, pick("ZPOPMIN", "ZPOPMAX", "ZCARD"), key());
    }
  }

  /** Far enough in the future that nothing expires, and in the past. */
  private void expiry(List<String> call) {
    switch (random.nextInt(4)) {
      case 0, 1 -> add(call, "EXPIREAT", key(), "41024448" + number(99));
      case 2 -> add(call, "PERSIST", key());
      default -> add(call, "EXPIREAT", key(), random.nextInt(4) == 0 ? "1" : "4102444800");
    }
  }

  private void sort(List<String> call) {
    add(call, "SORT", key());
    if (random.nextInt(4) > 0) {
      call.add("ALPHA");
    }
    if (random.nextInt(3) == 0) {
      add(call, "LIMIT", number(3), number(9));
    }
    if (random.nextBoolean()) {
      add(call, "STORE", key());
    }
  }

  private void key(List<String> call) {
    switch (random.nextInt(11)) {
      case 0 -> add(call, pick("DEL", "UNLINK"), key());
      case 1, 2 -> add(call, pick("RENAME", "RENAME", "RENAMENX"), key(), key());
      case 3 -> add(call, "COPY", key(), key());
      case 4 -> add(call, "COPY", key(), key(), "REPLACE");
      case 5 -> add(call, "COPY", key(), key(), "DB", number(DATABASES), "REPLACE");
      case 6 -> add(call, "MOVE", key(), number(DATABASES));
      case 7 -> add(call, "TYPE", key());
      case 8 -> add(call, "OBJECT", "ENCODING", key());
      case 9 -> add(call, "EXISTS", key(), key());
      default -> add(call, "SCAN", "0", "COUNT", "1000", "TYPE", pick(TYPES));
    }
  }

  private void database(List<String> call) {
    switch (random.nextInt(20)) {
      case 0 -> add(call, "FLUSHDB");
      case 1, 2, 3 -> add(call, "SWAPDB", "0", "1");
      default -> add(call, "SELECT", number(DATABASES));
    }
  }

  private static void add(List<String> call, String... words) {
    call.addAll(List.of(words));
  }

  private void addElements(List<String> call, String... words) {
    add(call, words);
    for (int i = few(); i > 0; i--) {
      call.add(element());
    }
  }

  private int few() {
    return 1 + random.nextInt(random.nextInt(10) == 0 ? MANY : 4);
  }

  private String key() {
    return pick(KEYS);
  }

  private String number(int bound) {
    return Integer.toString(random.nextInt(bound));
  }

  private String element() {
    return switch (random.nextInt(12)) {
      case 0 -> "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 100));
      case 1, 2, 3 -> "t" + random.nextInt(200);
      default -> Integer.toString(random.nextInt(300));
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
