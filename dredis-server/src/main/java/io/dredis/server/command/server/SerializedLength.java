package io.dredis.server.command.server;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.Integers;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;

/** How many bytes a value would take in an RDB file without compression, as DEBUG OBJECT tells. */
final class SerializedLength {
  private static final int LONGEST_INTEGER = 11;
  private static final long SIX_BITS = 1 << 6;
  private static final long FOURTEEN_BITS = 1 << 14;
  private static final long THIRTY_TWO_BITS = 1L << 32;

  private static final Strings STRINGS = new Strings(() -> Long.MAX_VALUE);

  private SerializedLength() {}

  /** Returns the length of a value. */
  static long of(Keyspace keyspace, Header header) {
    if (header.type() != ValueType.STRING) {
      throw new IllegalStateException("no serialized length of a " + header.type().redisName());
    }
    StringValue value = STRINGS.valueOf(keyspace, header);
    if (value.length() <= LONGEST_INTEGER) {
      byte[] text = value.bytes();
      if (Integers.isCanonical(text)) {
        int bytes = integerBytes(Integers.parse(text));
        if (bytes > 0) {
          return 1L + bytes;
        }
      }
    }
    return lengthBytes(value.length()) + value.length();
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

  private static int lengthBytes(long length) {
    if (length < SIX_BITS) {
      return 1;
    }
    if (length < FOURTEEN_BITS) {
      return 2;
    }
    return length < THIRTY_TWO_BITS ? 5 : 9;
  }
}
