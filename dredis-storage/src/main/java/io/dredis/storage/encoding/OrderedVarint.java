package io.dredis.storage.encoding;

import io.dredis.storage.backend.CorruptDataException;

/**
 * Unsigned 64-bit numbers in as few bytes as they need, whose bytes are ordered as the numbers are.
 *
 * <pre>
 * ordered varint = length(1) · number(length)      ; length 0 to 8; no leading zero byte
 * </pre>
 */
public final class OrderedVarint {
  /** The most bytes a number takes. */
  public static final int MAX_LENGTH = 9;

  private OrderedVarint() {}

  /** Returns how many bytes a number takes, the length byte included. */
  public static int length(long number) {
    return 1 + numberBytes(number);
  }

  /** Writes a number and returns the offset behind it. */
  public static int write(byte[] into, int offset, long number) {
    int bytes = numberBytes(number);
    into[offset] = (byte) bytes;
    for (int i = bytes; i > 0; i--) {
      into[offset + i] = (byte) number;
      number >>>= 8;
    }
    return offset + 1 + bytes;
  }

  /**
   * Reads the number at an offset.
   *
   * @throws CorruptDataException when there is none
   */
  public static long read(byte[] from, int offset) {
    int end = end(from, offset);
    long number = 0;
    for (int i = offset + 1; i < end; i++) {
      number = number << 8 | (from[i] & 0xff);
    }
    return number;
  }

  /**
   * Returns the offset behind the number at an offset.
   *
   * @throws CorruptDataException when there is none
   */
  public static int end(byte[] from, int offset) {
    if (offset >= from.length
        || from[offset] < 0
        || from[offset] > 8
        || from.length - offset <= from[offset]) {
      throw new CorruptDataException("A record ends within an ordered number");
    }
    return offset + 1 + from[offset];
  }

  private static int numberBytes(long number) {
    return (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) >>> 3;
  }
}
