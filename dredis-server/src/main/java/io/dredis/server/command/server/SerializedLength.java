package io.dredis.server.command.server;

import io.dredis.server.command.ListpackScore;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.FieldStream;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.Integers;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.nio.charset.StandardCharsets;

/** How many bytes a value would take in an RDB file without compression, as DEBUG OBJECT tells. */
final class SerializedLength {
  private static final int LONGEST_INTEGER = 11;
  private static final int INTSET_HEADER_BYTES = 8;

  private static final long SIX_BITS = 1 << 6;
  private static final long FOURTEEN_BITS = 1 << 14;
  private static final long THIRTY_TWO_BITS = 1L << 32;

  private static final Strings STRINGS = new Strings(() -> Long.MAX_VALUE);
  private static final Sets SETS = new Sets(() -> 0);
  private static final Hashes HASHES = new Hashes(() -> 0, () -> 0);
  private static final SortedSets SORTED_SETS = new SortedSets(() -> 0, () -> 0);

  private SerializedLength() {}

  /** Returns the length of a value that is no list, which {@link QuicklistShape} knows. */
  static long of(Keyspace keyspace, Header header) {
    return switch (header.type()) {
      case STRING -> ofString(STRINGS.valueOf(keyspace, header));
      case SET -> ofSet(SETS.valueOf(keyspace, header));
      case HASH -> ofHash(HASHES.valueOf(keyspace, header));
      case ZSET -> ofSortedSet(SORTED_SETS.valueOf(keyspace, header));
      case LIST, STREAM ->
          throw new IllegalStateException("no serialized length of a " + header.type().redisName());
    };
  }

  private static long ofString(StringValue value) {
    return value.length() <= LONGEST_INTEGER
        ? ofBytes(value.bytes())
        : lengthBytes(value.length()) + value.length();
  }

  /** Returns the length of a string, which is stored as a number if it is a small one. */
  static long ofBytes(byte[] string) {
    if (string.length <= LONGEST_INTEGER) {
      if (Integers.isCanonical(string)) {
        int bytes = integerBytes(Integers.parse(string));
        if (bytes > 0) {
          return 1L + bytes;
        }
      }
    }
    return (long) lengthBytes(string.length) + string.length;
  }

  /** An intset is one string, in which all integers are as wide as the widest. */
  private static long ofSet(SetValue value) {
    boolean intset = value.header().kind().encoding().equals("intset");
    long strings = 0;
    int widest = Short.BYTES;
    try (MemberStream members = value.members()) {
      while (members.next()) {
        byte[] member = members.member();
        if (intset) {
          long number = Integers.parse(member);
          widest = Math.max(widest, number == (int) number ? integerBytes(number) : Long.BYTES);
        } else {
          strings += ofBytes(member);
        }
      }
    }
    long intsetBytes = INTSET_HEADER_BYTES + widest * value.size();
    return intset ? lengthBytes(intsetBytes) + intsetBytes : lengthBytes(value.size()) + strings;
  }

  /** A listpack is one string. */
  private static long ofHash(HashValue value) {
    boolean listpack = value.header().kind().encoding().equals("listpack");
    ListpackLength packed = new ListpackLength();
    long strings = 0;
    try (FieldStream fields = value.fields()) {
      while (fields.next()) {
        packed.add(fields.field());
        packed.add(fields.value());
        strings += ofBytes(fields.field()) + ofBytes(fields.value());
      }
    }
    return listpack
        ? lengthBytes(packed.bytes()) + packed.bytes()
        : lengthBytes(value.size()) + strings;
  }

  /** A listpack is one string. */
  private static long ofSortedSet(SortedSetValue value) {
    boolean listpack = value.header().kind().encoding().equals("listpack");
    ListpackLength packed = new ListpackLength();
    long strings = 0;
    try (SortedSetEntries entries = value.entries()) {
      while (entries.next()) {
        packed.add(entries.member());
        packed.add(ListpackScore.format(entries.score()).getBytes(StandardCharsets.ISO_8859_1));
        strings += ofBytes(entries.member()) + Double.BYTES;
      }
    }
    return listpack
        ? lengthBytes(packed.bytes()) + packed.bytes()
        : lengthBytes(value.count()) + strings;
  }

  /** Returns in how many bytes a number is stored, or 0 when it is stored as text. */
  private static int integerBytes(long number) {
    if (number == (byte) number) {
      return 1;
    }
    if (number == (short) number) {
      return 2;
    }
    return number == (int) number ? 4 : 0;
  }

  /** Returns in how many bytes a length is stored. */
  static int lengthBytes(long length) {
    if (length < SIX_BITS) {
      return 1;
    }
    if (length < FOURTEEN_BITS) {
      return 2;
    }
    return length < THIRTY_TWO_BITS ? 5 : 9;
  }
}
