package io.dredis.storage.encoding;

import io.dredis.storage.backend.CorruptDataException;

/**
 * Unsigned 64-bit numbers, seven bits to a byte, for values; their bytes have no order.
 *
 * <pre>
 * varint = (1 bits(7))* · (0 bits(7))      ; lowest bits first, at most 10 bytes
 * </pre>
 */
public final class Varint {
  /** The most bytes a number takes. */
  public static final int MAX_LENGTH = 10;

  private Varint() {}

  /** Returns how many bytes a number takes. */
  public static int length(long number) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
  }

  /** Returns a number's bytes. */
  public static byte[] encode(long number) {
    byte[] bytes = new byte[length(number)];
    write(bytes, 0, number);
    return bytes;
  }

  /** Writes a number and returns the offset behind it. */
  public static int write(byte[] into, int offset, long number) {
    while ((number & ~0x7fL) != 0) {
      into[offset++] = (byte) (number | 0x80);
      number >>>= 7;
    }
    into[offset++] = (byte) number;
    return offset;
  }

  /**
   * Reads the number at an offset.
   *
   * @throws CorruptDataException when there is none
   */
  public static long read(byte[] from, int offset) {
    int end = end(from, offset);
    long number = 0;
    for (int i = end - 1; i >= offset; i--) {
      number = number << 7 | (from[i] & 0x7f);
    }
    return number;
  }

  /**
   * Returns the offset behind the number at an offset.
   *
   * @throws CorruptDataException when there is none
   */
  public static int end(byte[] from, int offset) {
    int limit = Math.min(from.length, offset + MAX_LENGTH);
    for (int i = offset; i < limit; i++) {
      if (from[i] >= 0) {
        return i + 1;
      }
    }
    throw new CorruptDataException("A record ends within a number");
  }
}
