package io.dredis.storage.encoding;

import io.dredis.storage.backend.CorruptDataException;
import java.util.Arrays;

/**
 * A node of the tree that says in which slots the elements of a large list lie, in their order. It
 * is immutable.
 *
 * <p>On level 0 an entry is a run: its first slot, and how many elements lie from there on without
 * a gap. Further up an entry is the id of a node, and how many elements lie below it.
 *
 * <pre>
 * node key = index · key id · node id (ordered varint)
 * node     = level (varint) · (slot code or node id (varint) · elements (varint))*
 * </pre>
 */
public final class ListNode {
  private static final ListNode NO_RUNS = new ListNode(0, new long[0], new long[0]);

  private final int level;
  private final long[] ids;
  private final long[] counts;

  private ListNode(int level, long[] ids, long[] counts) {
    this.level = level;
    this.ids = ids;
    this.counts = counts;
  }

  /** Returns the id of a node as the key of its record has it. */
  public static byte[] idBytes(long nodeId) {
    byte[] id = new byte[OrderedVarint.length(nodeId)];
    OrderedVarint.write(id, 0, nodeId);
    return id;
  }

  /** Returns a node of level 0 without entries. */
  public static ListNode empty() {
    return NO_RUNS;
  }

  /** Returns a node with one entry. */
  public static ListNode of(int level, long id, long count) {
    return new ListNode(level, new long[] {id}, new long[] {count});
  }

  /**
   * Reads the node that stands in a record from an offset to its end.
   *
   * @throws CorruptDataException when it does not parse
   */
  public static ListNode decode(byte[] record, int offset) {
    int level = Math.toIntExact(Varint.read(record, offset));
    int at = Varint.end(record, offset);
    long[] ids = new long[(record.length - at) / 2];
    long[] counts = new long[ids.length];
    int size = 0;
    while (at < record.length) {
      long code = Varint.read(record, at);
      at = Varint.end(record, at);
      counts[size] = Varint.read(record, at);
      at = Varint.end(record, at);
      ids[size] = level == 0 ? ListSlots.ofCode(code) : code;
      size++;
    }
    return new ListNode(level, Arrays.copyOf(ids, size), Arrays.copyOf(counts, size));
  }

  /** Returns how many bytes the node takes. */
  public int byteSize() {
    int size = Varint.length(level);
    for (int i = 0; i < ids.length; i++) {
      size += Varint.length(code(i)) + Varint.length(counts[i]);
    }
    return size;
  }

  /** Writes the node and returns the offset behind it. */
  public int write(byte[] into, int offset) {
    int at = Varint.write(into, offset, level);
    for (int i = 0; i < ids.length; i++) {
      at = Varint.write(into, at, code(i));
      at = Varint.write(into, at, counts[i]);
    }
    return at;
  }

  /** Returns the node as it is stored. */
  public byte[] encode() {
    byte[] record = new byte[byteSize()];
    write(record, 0);
    return record;
  }

  private long code(int entry) {
    return level == 0 ? ListSlots.code(ids[entry]) : ids[entry];
  }

  /** Returns 0 for a node whose entries are runs, else how far above those it is. */
  public int level() {
    return level;
  }

  /** Returns how many entries there are. */
  public int size() {
    return ids.length;
  }

  /** Returns the first slot of a run, or the id of a node. */
  public long id(int entry) {
    return ids[entry];
  }

  /** Returns how many elements an entry stands for. */
  public long count(int entry) {
    return counts[entry];
  }

  /** Returns how many elements all entries before one stand for; for size(), all of them. */
  public long start(int entry) {
    long start = 0;
    for (int i = 0; i < entry; i++) {
      start += counts[i];
    }
    return start;
  }

  /** Returns how many elements the node stands for. */
  public long total() {
    return start(ids.length);
  }

  /**
   * Returns the entry that has the element at an offset.
   *
   * @throws CorruptDataException when none has
   */
  public int entryAt(long offset) {
    long left = offset;
    for (int i = 0; i < counts.length; i++) {
      if (left < counts[i]) {
        return i;
      }
      left -= counts[i];
    }
    throw new CorruptDataException("A node of a list has fewer elements than is said above it");
  }

  /** Returns a node with another's entries in the place of those in a range. */
  public ListNode with(int fromInclusive, int toExclusive, ListNode other) {
    return new ListNode(
        level,
        replaced(ids, fromInclusive, toExclusive, other.ids),
        replaced(counts, fromInclusive, toExclusive, other.counts));
  }

  private static long[] replaced(long[] before, int from, int to, long[] by) {
    long[] after = new long[before.length - (to - from) + by.length];
    System.arraycopy(before, 0, after, 0, from);
    System.arraycopy(by, 0, after, from, by.length);
    System.arraycopy(before, to, after, from + by.length, before.length - to);
    return after;
  }

  /** Returns a node with some of the entries. */
  public ListNode slice(int fromInclusive, int toExclusive) {
    return new ListNode(
        level,
        Arrays.copyOfRange(ids, fromInclusive, toExclusive),
        Arrays.copyOfRange(counts, fromInclusive, toExclusive));
  }
}
