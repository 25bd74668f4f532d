package io.dredis.storage.index;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Walks a whole index with its elements and says where they contradict each other. */
public final class IndexCheck {
  private final Reader records;
  private final IndexTree tree;
  private final List<String> problems;

  private IndexCheck(Reader records, byte[] elementPrefix, List<String> problems) {
    this.records = records;
    this.tree = new IndexTree(elementPrefix);
    this.problems = problems;
  }

  /**
   * Adds a line for each contradiction between the counts of an index, and between them and the
   * elements whose keys begin with a prefix; every element and every count is read.
   */
  public static void check(Reader records, byte[] elementPrefix, List<String> problems) {
    IndexCheck check = new IndexCheck(records, elementPrefix, problems);
    NavigableMap<byte[], Long> below = check.elements();
    for (int level = 1; below != null; level++) {
      below = check.checkLevel(level, below);
    }
  }

  private NavigableMap<byte[], Long> elements() {
    TreeMap<byte[], Long> elements = new TreeMap<>(Arrays::compareUnsigned);
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(tree.elementPrefix);
      for (; on && RecordKeys.startsWith(cursor.key(), tree.elementPrefix); on = cursor.next()) {
        elements.put(RecordKeys.rest(cursor.key(), tree.elementPrefix.length), 1L);
      }
    }
    return elements;
  }

  /** Returns the counts of a level by bound, or null when there is no such level. */
  private NavigableMap<byte[], Long> checkLevel(int level, NavigableMap<byte[], Long> below) {
    TreeMap<byte[], Long> counts = new TreeMap<>(Arrays::compareUnsigned);
    byte[] prefix = tree.lowestKey(level);
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        counts.put(
            RecordKeys.rest(cursor.key(), tree.boundOffset()), Varint.read(cursor.value(), 0));
      }
    }
    if (counts.isEmpty()) {
      if (level == 1 && !below.isEmpty()) {
        problems.add("no index above " + below.size() + " elements");
      }
      return null;
    }
    counts.forEach((bound, count) -> checkCount(level, counts, bound, count, below));
    if (!below.headMap(counts.firstKey(), false).isEmpty()) {
      problems.add("something lies before the first bound of level " + level);
    }
    return counts;
  }

  private void checkCount(
      int level,
      NavigableMap<byte[], Long> counts,
      byte[] bound,
      long count,
      NavigableMap<byte[], Long> below) {
    byte[] endOrNull = counts.higherKey(bound);
    long sum =
        (endOrNull == null ? below.tailMap(bound) : below.subMap(bound, endOrNull))
            .values().stream().mapToLong(Long::longValue).sum();
    if (sum != count || count == 0) {
      problems.add("level " + level + " counts " + count + " where there are " + sum);
    }
  }
}
