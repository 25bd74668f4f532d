package io.dredis.benchmark.rdb;

import static io.dredis.benchmark.command.LocalClient.request;

import io.dredis.benchmark.command.LocalClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten thousand keys: of ten, six strings of 64 bytes, and a collection of ten elements of each
 * type.
 */
final class MixedData {
  /** How many keys there are. */
  static final int KEYS = 10_000;

  private static final int ELEMENTS = 10;
  private static final String VALUE = "v".repeat(64);
  private static final List<String> COLLECTIONS = List.of("HSET", "RPUSH", "SADD", "ZADD");

  private MixedData() {}

  /** Stores the keys. */
  static void store(LocalClient client) throws IOException {
    for (int i = 0; i < KEYS; i++) {
      client.call(i % 10 < COLLECTIONS.size() ? collection(i) : request("SET", "key:" + i, VALUE));
    }
  }

  private static byte[][] collection(int key) {
    String command = COLLECTIONS.get(key % 10);
    List<String> words = new ArrayList<>(List.of(command, "key:" + key));
    for (int i = 0; i < ELEMENTS; i++) {
      if (command.equals("ZADD")) {
        words.add(Integer.toString(i * 100));
      }
      words.add("element:" + i);
      if (command.equals("HSET")) {
        words.add("value:" + i);
      }
    }
    return request(words.toArray(String[]::new));
  }
}
