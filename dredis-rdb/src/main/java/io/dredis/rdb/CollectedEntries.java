package io.dredis.rdb;

import io.dredis.rdb.encoding.Decimal;
import io.dredis.rdb.encoding.IntsetBuilder;
import io.dredis.rdb.encoding.ListpackBuilder;
import io.dredis.rdb.encoding.PackedBuilder;
import io.dredis.rdb.encoding.ZiplistBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first elements of a collection, as long as it may still be written packed. */
final class CollectedEntries {
  /** Whatever the limits say, no more than this is kept in memory. */
  private static final int MOST_BYTES = 1 << 20;

  /** What an entry takes in memory besides its bytes, about. */
  private static final int ENTRY_OVERHEAD_BYTES = 32;

  /** What an entry takes in a list's node besides its bytes, at most about. */
  private static final int NODE_OVERHEAD_BYTES = 8;

  private final WriteOptions options;
  private final PackingLimits limits;
  private final List<Entry> entries = new ArrayList<>();
  private ValueType type;
  private long bytes;
  private int longestBytes;
  private boolean onlyIntegers;

  CollectedEntries(WriteOptions options) {
    this.options = options;
    this.limits = options.limits();
  }

  /**
   * An element, a field or a member.
   *
   * @param second the value of a field, otherwise null
   * @param score that of a member of a sorted set
   */
  record Entry(byte[] first, byte[] second, double score) {
    int compareByScore(Entry other) {
      // Not Double.compare, to which -0 is less than 0.
      if (score != other.score) {
        return score < other.score ? -1 : 1;
      }
      return Arrays.compareUnsigned(first, other.first);
    }
  }

  /** Starts with nothing. */
  void begin(ValueType begun) {
    type = begun;
    entries.clear();
    bytes = 0;
    longestBytes = 0;
    onlyIntegers = true;
  }

  void add(Entry entry) {
    entries.add(entry);
    int secondBytes = entry.second == null ? 0 : entry.second.length;
    bytes += entry.first.length + secondBytes + ENTRY_OVERHEAD_BYTES;
    longestBytes = Math.max(longestBytes, Math.max(entry.first.length, secondBytes));
    onlyIntegers = onlyIntegers && type == ValueType.SET && Decimal.isInteger(entry.first);
  }

  List<Entry> entries() {
    return entries;
  }

  /** Says whether a collection may be packed of which so much is known. */
  boolean mayBePacked(long count) {
    if (bytes > MOST_BYTES) {
      return false;
    }
    return switch (type) {
      case LIST -> true;
      case SET -> isIntset(count) || isSetListpack(count);
      case HASH ->
          count <= limits.hashMaxListpackEntries()
              && longestBytes <= limits.hashMaxListpackValueBytes();
      default ->
          count <= limits.zsetMaxListpackEntries()
              && longestBytes <= limits.zsetMaxListpackValueBytes();
    };
  }

  private boolean isIntset(long count) {
    return onlyIntegers && count <= limits.setMaxIntsetEntries();
  }

  private boolean isSetListpack(long count) {
    return options.hasSetListpacks()
        && count <= limits.setMaxListpackEntries()
        && longestBytes <= limits.setMaxListpackValueBytes();
  }

  /** Returns how the collection will be kept. */
  RdbType packedType() {
    boolean listpacks = options.hasListpacks();
    return switch (type) {
      case LIST -> listpacks ? RdbType.LIST_QUICKLIST_2 : RdbType.LIST_QUICKLIST;
      case SET -> isIntset(entries.size()) ? RdbType.SET_INTSET : RdbType.SET_LISTPACK;
      case HASH -> listpacks ? RdbType.HASH_LISTPACK : RdbType.HASH_ZIPLIST;
      default -> listpacks ? RdbType.ZSET_LISTPACK : RdbType.ZSET_ZIPLIST;
    };
  }

  /** Returns the collection, which is no list, as one packed value. */
  byte[] pack() {
    if (packedType() == RdbType.SET_INTSET) {
      return IntsetBuilder.of(
          entries.stream().mapToLong(entry -> Decimal.parse(entry.first)).toArray());
    }
    if (type == ValueType.ZSET) {
      entries.sort(Entry::compareByScore);
    }
    PackedBuilder packed = builder();
    for (Entry entry : entries) {
      packed.add(entry.first);
      if (type == ValueType.HASH) {
        packed.add(entry.second);
      } else if (type == ValueType.ZSET) {
        packed.add(DecimalScore.format(entry.score));
      }
    }
    return packed.build();
  }

  /** Returns a list as the packed values of its nodes. */
  List<byte[]> packNodes() {
    List<byte[]> nodes = new ArrayList<>();
    PackedBuilder node = builder();
    for (Entry entry : entries) {
      long grown = (long) node.size() + entry.first.length + NODE_OVERHEAD_BYTES;
      if (node.count() > 0
          && (grown > limits.nodeBytes() || node.count() >= limits.nodeEntries())) {
        nodes.add(node.build());
        node = builder();
      }
      node.add(entry.first);
    }
    nodes.add(node.build());
    return nodes;
  }

  private PackedBuilder builder() {
    return options.hasListpacks() ? new ListpackBuilder() : new ZiplistBuilder();
  }
}
