package io.dredis.server.rdb;

import io.dredis.rdb.Quoted;
import io.dredis.rdb.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The ten largest of many keys, by some measure. */
final class LargestKeys {
  private static final int MOST = 10;

  /** Smallest first; of equal ones the latest, so that the first to come stays. */
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::size).thenComparing(Entry::place, Comparator.reverseOrder());

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
  private long offered;

  /**
   * A key.
   *
   * @param place how many were offered before
   * @param quotedKey its name, cut off if it is long
   */
  record Entry(long size, long place, int database, ValueType type, String quotedKey) {}

  /** Takes a key if it is among the largest so far. */
  void offer(long size, int database, ValueType type, byte[] key) {
    long place = offered++;
    if (entries.size() == MOST) {
      if (entries.element().size() >= size) {
        return;
      }
      entries.remove();
    }
    entries.add(new Entry(size, place, database, type, Quoted.of(key)));
  }

  /** Returns the largest, in descending order. */
  List<Entry> descending() {
    return entries.stream().sorted(ORDER.reversed()).toList();
  }
}
