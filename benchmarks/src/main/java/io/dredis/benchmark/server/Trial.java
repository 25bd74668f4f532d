package io.dredis.benchmark.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What a benchmark's requests are made of: the collections of one size, and a source of chance.
 *
 * <p>Of each type there is one collection of that many elements, and a database of its own has that
 * many keys. The element of number N is the same everywhere; it has score N and index N.
 */
final class Trial {
  /** Stands for keys, where types are named. */
  static final String KEYS = "keys";

  /** What every field and every string is set to. */
  static final String VALUE = "value:00000000";

  private static final long SPREAD = 104_729;

  final RespClient client;
  final int size;
  final int database;
  final Random random;

  /** The replies to the calls of the last measured span. */
  final List<Object> replies = new ArrayList<>();

  /** Cursors in the middle of the database, each good for one step. */
  final List<String> scanCursors = new ArrayList<>();

  Trial(RespClient client, int size, int database, long seed) {
    this.client = client;
    this.size = size;
    this.database = database;
    this.random = new Random(seed);
  }

  /** Returns the key of the collection of a type. */
  String key(String type) {
    return type + ":" + size;
  }

  /** Returns the element of a number. */
  static String element(long number) {
    return "element:%08d".formatted(number);
  }

  /** Returns any element of the collections. */
  String anyElement() {
    return element(random.nextInt(size));
  }

  /** Returns an element that no collection has, one for each number; they are spread over all. */
  String newElement(long number) {
    return element(number * SPREAD % size) + "+" + number;
  }

  /** Returns any index in the middle half. */
  int middle() {
    return size / 4 + random.nextInt(size / 2);
  }

  /** Fills the collections of some types, and the database if {@link #KEYS} is one of them. */
  void fill(Set<String> types) throws IOException {
    List<Integer> order = scrambled();
    if (types.contains("hash")) {
      client.send("HSET", key("hash"), order, n -> List.of(element(n), VALUE));
    }
    if (types.contains("set")) {
      client.send("SADD", key("set"), order, n -> List.of(element(n)));
    }
    if (types.contains("zset")) {
      client.send("ZADD", key("zset"), order, n -> List.of(Integer.toString(n), element(n)));
    }
    if (types.contains("list")) {
      client.send("RPUSH", key("list"), order.stream().sorted().toList(), n -> List.of(element(n)));
    }
    if (types.contains(KEYS)) {
      client.call("SELECT", Integer.toString(database));
      client.send("MSET", null, order, n -> List.of(element(n), VALUE));
      client.call("SELECT", "0");
    }
  }

  /** Gathers cursors in the middle of the database. */
  void gatherScanCursors(int count) throws IOException {
    client.call("SELECT", Integer.toString(database));
    scanCursors.clear();
    String cursor = "0";
    int looked = 0;
    while (scanCursors.size() < count) {
      boolean early = looked < size / 2;
      cursor = next(client.call("SCAN", cursor, "COUNT", early ? "1000" : "2"));
      looked += early ? 1000 : 2;
      if (!early) {
        scanCursors.add(cursor);
      }
    }
    client.call("SELECT", "0");
  }

  private static String next(Object scanReply) throws IOException {
    if (scanReply instanceof List<?> page
        && page.getFirst() instanceof String cursor
        && !cursor.equals("0")) {
      return cursor;
    }
    throw new IOException("the database is too small to be scanned: " + scanReply);
  }

  /** Returns all numbers below the size in an order that is not theirs. */
  private List<Integer> scrambled() {
    List<Integer> numbers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    return numbers;
  }
}
