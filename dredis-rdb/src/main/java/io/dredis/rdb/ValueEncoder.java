package io.dredis.rdb;

import io.dredis.rdb.CollectedEntries.Entry;
import java.io.IOException;
import java.util.List;

/**
 * Writes values; {@link ValueDecoder} has the grammar.
 *
 * <p>The first elements of a collection are collected. If it ends before it is too large, it is
 * written packed; otherwise as a table, from then on element by element. A table starts with its
 * count, so if that is unknown its elements wait in a file. Therefore a large list becomes a table
 * too: the number of its nodes is not known before they are filled. Redis packs it anew as it loads
 * it.
 */
final class ValueEncoder implements ValueVisitor {
  private static final int PACKED_NODE = 2;
  private static final int POSITIVE_INFINITY = 254;
  private static final int NEGATIVE_INFINITY = 255;

  private final RdbOutput out;
  private final StringEncoder strings;
  private final WriteOptions options;
  private final Head head;
  private final CollectedEntries collected;

  private ValueType type;
  private long expectedCount;
  private long count;

  /** Where the entries of a table go; null while they are collected. */
  private RdbOutput table;

  private Spool spool;

  ValueEncoder(RdbOutput out, StringEncoder strings, WriteOptions options, Head head) {
    this.out = out;
    this.strings = strings;
    this.options = options;
    this.head = head;
    this.collected = new CollectedEntries(options);
  }

  /** What stands before a value, once its type is known. */
  interface Head {
    /** Writes the type, and what belongs before and behind it. */
    void write(RdbType type) throws IOException;
  }

  @Override
  public void string(byte[] value) throws IOException {
    head.write(RdbType.STRING);
    strings.string(out, value);
  }

  @Override
  public void beginValue(RdbType begun, long expected) throws IOException {
    type = begun.valueType();
    expectedCount = expected;
    count = 0;
    table = null;
    spool = null;
    collected.begin(type);
    if (expected != UNKNOWN_COUNT && !collected.mayBePacked(expected)) {
      beginTable();
    }
  }

  @Override
  public void element(byte[] element) throws IOException {
    add(new Entry(element, null, 0));
  }

  @Override
  public void field(byte[] field, byte[] value) throws IOException {
    add(new Entry(field, value, 0));
  }

  @Override
  public void member(byte[] member, double score) throws IOException {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score is not a number");
    }
    add(new Entry(member, null, score));
  }

  private void add(Entry entry) throws IOException {
    count++;
    if (table != null) {
      tableEntry(entry);
      return;
    }
    collected.add(entry);
    if (!collected.mayBePacked(count)) {
      beginTable();
    }
  }

  @Override
  public void endValue() throws IOException {
    if (count == 0 || (expectedCount != UNKNOWN_COUNT && count != expectedCount)) {
      throw new IllegalStateException(
          "a " + type.redisName() + " had " + count + " elements and not " + expectedCount);
    }
    if (table == null) {
      writePacked();
    } else if (spool != null) {
      tableHead(count);
      spool.moveTo(out);
    }
    // What was collected is not kept until the next value.
    collected.begin(type);
    spool = null;
  }

  private void writePacked() throws IOException {
    head.write(collected.packedType());
    if (type != ValueType.LIST) {
      strings.string(out, collected.pack());
      return;
    }
    List<byte[]> nodes = collected.packNodes();
    strings.length(out, nodes.size());
    for (byte[] node : nodes) {
      if (options.hasListpacks()) {
        strings.length(out, PACKED_NODE);
      }
      strings.string(out, node);
    }
  }

  private void beginTable() throws IOException {
    if (expectedCount == UNKNOWN_COUNT) {
      spool = new Spool(options.spoolDirectory());
      table = spool.out();
    } else {
      tableHead(expectedCount);
      table = out;
    }
    for (Entry entry : collected.entries()) {
      tableEntry(entry);
    }
    collected.begin(type);
  }

  private void tableHead(long entries) throws IOException {
    head.write(
        switch (type) {
          case LIST -> RdbType.LIST;
          case SET -> RdbType.SET;
          case HASH -> RdbType.HASH;
          default -> options.hasBinaryScores() ? RdbType.ZSET_2 : RdbType.ZSET;
        });
    strings.length(out, entries);
  }

  private void tableEntry(Entry entry) throws IOException {
    strings.string(table, entry.first());
    if (type == ValueType.HASH) {
      strings.string(table, entry.second());
    } else if (type == ValueType.ZSET) {
      score(entry.score());
    }
  }

  private void score(double score) throws IOException {
    if (options.hasBinaryScores()) {
      table.littleEndianLong(Double.doubleToRawLongBits(score));
    } else if (Double.isInfinite(score)) {
      table.unsignedByte(score > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
    } else {
      byte[] digits = DecimalScore.format(score);
      table.unsignedByte(digits.length);
      table.bytes(digits);
    }
  }
}
