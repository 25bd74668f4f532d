package io.dredis.benchmark.comparison;

import io.dredis.benchmark.server.RespClient;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is in a server before it is measured, under the names that {@code redis-benchmark} uses.
 *
 * @param keys how many strings there are, and as many counters
 * @param elements how many the hash, the set and the sorted set have each
 */
record DataSet(int keys, int elements, int valueBytes, boolean fitsMemory) {
  /** The sorted set; element N has score N. */
  static final String SORTED_SET = "myzset";

  /** SHA1 of {@code return 1}. */
  static final String SCRIPT_SHA = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

  private static final String LIST = "mylist";
  private static final int AT_ONCE = 100_000;
  private static final long TWELVE_DIGITS = 1_000_000_000_000L;
  private static final int PRIME = 7919;

  /** Texts that hardly compress: each is a part of this one, from a place of its own. */
  private static final String TEXT = text();

  /** Returns how many strings and counters together take so many bytes. */
  static int keysOf(long bytes, int valueBytes) {
    return Math.toIntExact(bytes / (name("key", 0).length() + valueBytes + counterBytes()));
  }

  /** Returns the name of an element, a key or a counter. */
  static String name(String prefix, long number) {
    return prefix + ':' + Long.toString(TWELVE_DIGITS + number).substring(1);
  }

  /** Returns a value of a length. */
  static String value(long number, int bytes) {
    int from = (int) (number * PRIME % (TEXT.length() / 2));
    StringBuilder value = new StringBuilder(bytes);
    while (value.length() < bytes) {
      int to = Math.min(TEXT.length(), from + bytes - value.length());
      value.append(TEXT, from, to);
      from = 0;
    }
    return value.toString();
  }

  /** Stores all of it. */
  void fill(RespClient client) throws IOException {
    fillStrings(client);
    send(client, "MSET", null, keys, n -> List.of(name("counter", n), "0"));
    send(
        client, "HSET", "myhash", elements, n -> List.of(name("element", n), value(n, valueBytes)));
    send(client, "SADD", "myset", elements, n -> List.of(name("element", n)));
    fillSortedSet(client);
    Object sha = client.call("SCRIPT", "LOAD", "return 1");
    if (!SCRIPT_SHA.equals(sha)) {
      throw new IOException("SCRIPT LOAD answered " + sha);
    }
  }

  /** Stores the strings only. */
  void fillStrings(RespClient client) throws IOException {
    send(client, "MSET", null, keys, n -> List.of(name("key", n), value(n, valueBytes)));
  }

  /** Stores the sorted set only. */
  void fillSortedSet(RespClient client) throws IOException {
    send(client, "ZADD", SORTED_SET, elements, n -> List.of("" + n, name("element", n)));
  }

  /** Makes the list at least so long. */
  void lengthenList(RespClient client, int length) throws IOException {
    int missing = length - ((Long) client.call("LLEN", LIST)).intValue();
    send(client, "RPUSH", LIST, missing, n -> List.of(value(n, valueBytes)));
  }

  String title() {
    return "%s keys%s"
        .formatted(Figures.whole(keys), fitsMemory ? "" : ", more than dredis has memory for");
  }

  private static int counterBytes() {
    return name("counter", 0).length() + 1;
  }

  /** Sends a command for the numbers below a count, some of them at a time. */
  private static void send(
      RespClient client,
      String command,
      String keyOrNull,
      int count,
      RespClient.Arguments<Integer> arguments)
      throws IOException {
    for (int from = 0; from < count; from += AT_ONCE) {
      int to = Math.min(count, from + AT_ONCE);
      client.send(command, keyOrNull, IntStream.range(from, to).boxed().toList(), arguments);
    }
  }

  private static String text() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(20261122);
    while (text.length() < 1 << 20) {
      text.append((char) ('0' + random.nextInt(75)));
    }
    return text.toString();
  }
}
