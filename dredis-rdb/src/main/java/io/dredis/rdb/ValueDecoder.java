package io.dredis.rdb;

import io.dredis.rdb.encoding.CorruptEncodingException;
import io.dredis.rdb.encoding.DistinctEntries;
import io.dredis.rdb.encoding.Intset;
import io.dredis.rdb.encoding.Listpack;
import io.dredis.rdb.encoding.PackedEntries;
import io.dredis.rdb.encoding.Ziplist;
import io.dredis.rdb.encoding.Zipmap;
import java.io.IOException;

/**
 * Takes values of the supported types and tells a visitor.
 *
 * <pre>
 * STRING, *_ZIPLIST, *_LISTPACK, *_INTSET, *_ZIPMAP  = string
 * LIST, SET         = length *string
 * HASH              = length *(string string)
 * ZSET              = length *(string text score)
 * ZSET_2            = length *(string score(8))               ; little-endian
 * LIST_QUICKLIST    = length *string                          ; ziplists
 * LIST_QUICKLIST_2  = length *(1 string / 2 string)           ; an element, or a listpack
 * text score        = 253 / 254 / 255 / length(1) digits      ; NaN, inf, -inf, or else
 * </pre>
 */
final class ValueDecoder {
  private static final int PLAIN_NODE = 1;
  private static final int PACKED_NODE = 2;

  private final RdbInput in;
  private final StringDecoder strings;
  private final ValueVisitor visitor;

  private PendingKey pending;

  ValueDecoder(RdbInput in, StringDecoder strings, ValueVisitor visitor) {
    this.in = in;
    this.strings = strings;
    this.visitor = visitor;
  }

  /** What is told before a value, once it is known not to be empty. */
  interface PendingKey {
    /** Tells of the key. */
    void announce() throws IOException;
  }

  /** A form of packed value. */
  private interface Form {
    PackedEntries of(byte[] value) throws CorruptEncodingException;
  }

  /**
   * Takes a value.
   *
   * @return false if it is an empty collection, and the visitor was told nothing
   */
  boolean decode(RdbType type, PendingKey key) throws IOException {
    pending = key;
    return switch (type) {
      case STRING -> string();
      case LIST, SET, HASH, ZSET, ZSET_2 -> table(type);
      case HASH_ZIPMAP -> packed(type, Zipmap::new);
      case SET_INTSET -> packed(type, Intset::new);
      case LIST_ZIPLIST, ZSET_ZIPLIST, HASH_ZIPLIST -> packed(type, Ziplist::new);
      case HASH_LISTPACK, ZSET_LISTPACK, SET_LISTPACK -> packed(type, Listpack::new);
      case LIST_QUICKLIST, LIST_QUICKLIST_2 -> quicklist(type);
      default -> throw new IllegalArgumentException("not supported: " + type);
    };
  }

  private boolean string() throws IOException {
    byte[] value = strings.string();
    pending.announce();
    visitor.string(value);
    return true;
  }

  private void begin(RdbType type, long count) throws IOException {
    pending.announce();
    visitor.beginValue(type, count);
  }

  private boolean table(RdbType type) throws IOException {
    long count = strings.length();
    if (count == 0) {
      return false;
    }
    begin(type, count);
    for (long i = 0; i < count; i++) {
      tableEntry(type);
    }
    visitor.endValue();
    return true;
  }

  private void tableEntry(RdbType type) throws IOException {
    byte[] first = strings.string();
    switch (type) {
      case HASH -> visitor.field(first, strings.string());
      case ZSET -> visitor.member(first, textScore());
      case ZSET_2 -> visitor.member(first, checked(Double.longBitsToDouble(in.littleEndianLong())));
      default -> visitor.element(first);
    }
  }

  private double textScore() throws IOException {
    int length = in.unsignedByte();
    return switch (length) {
      case 253 -> checked(Double.NaN);
      case 254 -> Double.POSITIVE_INFINITY;
      case 255 -> Double.NEGATIVE_INFINITY;
      default -> checked(DecimalScore.parse(in.bytes(length)));
    };
  }

  private double checked(double score) throws RdbException {
    if (Double.isNaN(score)) {
      throw in.corrupt("the score of a member is not a number");
    }
    return score;
  }

  private boolean packed(RdbType type, Form form) throws IOException {
    byte[] value = strings.string();
    int step = distinctStep(type);
    PackedEntries entries;
    long count;
    try {
      entries = form.of(value);
      count = DistinctEntries.count(entries, step);
    } catch (CorruptEncodingException e) {
      throw in.corrupt(e.getMessage());
    }
    if (count == 0) {
      return false;
    }
    begin(type, step == 2 ? count / 2 : count);
    packedEntries(type, entries);
    visitor.endValue();
    return true;
  }

  private static int distinctStep(RdbType type) {
    return switch (type) {
      case LIST_ZIPLIST, SET_INTSET -> 0;
      case SET_LISTPACK -> 1;
      default -> 2;
    };
  }

  private void packedEntries(RdbType type, PackedEntries entries) throws IOException {
    try {
      while (entries.next()) {
        packedEntry(type, entries);
      }
    } catch (CorruptEncodingException e) {
      throw in.corrupt(e.getMessage());
    }
  }

  private void packedEntry(RdbType type, PackedEntries entries)
      throws IOException, CorruptEncodingException {
    byte[] first = entries.bytes();
    switch (type.valueType()) {
      case HASH -> {
        entries.next();
        visitor.field(first, entries.bytes());
      }
      case ZSET -> {
        entries.next();
        visitor.member(first, checked(DecimalScore.parse(entries.bytes())));
      }
      default -> visitor.element(first);
    }
  }

  private boolean quicklist(RdbType type) throws IOException {
    boolean begun = false;
    for (long rest = strings.length(); rest > 0; rest--) {
      boolean isPlain = type == RdbType.LIST_QUICKLIST_2 && isPlainNode();
      byte[] node = strings.string();
      PackedEntries entries = isPlain ? null : quicklistNode(type, node);
      // Redis drops empty nodes as it drops empty collections.
      if (!isPlain && entries == null) {
        continue;
      }
      if (isPlain && node.length == 0) {
        throw in.corrupt("a list has an empty node");
      }
      if (!begun) {
        begin(type, ValueVisitor.UNKNOWN_COUNT);
        begun = true;
      }
      if (isPlain) {
        visitor.element(node);
      } else {
        packedEntries(type, entries);
      }
    }
    if (begun) {
      visitor.endValue();
    }
    return begun;
  }

  /** Returns the entries of a node once it was checked, or null if there are none. */
  private PackedEntries quicklistNode(RdbType type, byte[] node) throws RdbException {
    try {
      PackedEntries entries =
          type == RdbType.LIST_QUICKLIST ? new Ziplist(node) : new Listpack(node);
      return DistinctEntries.count(entries, 0) == 0 ? null : entries;
    } catch (CorruptEncodingException e) {
      throw in.corrupt(e.getMessage());
    }
  }

  private boolean isPlainNode() throws IOException {
    long container = strings.length();
    if (container != PLAIN_NODE && container != PACKED_NODE) {
      throw in.corrupt("a list has a node of the unknown kind " + container);
    }
    return container == PLAIN_NODE;
  }
}
