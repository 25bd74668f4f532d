package io.dredis.lua.library;

/**
 * Casts of doubles as a C program on a 64-bit x86 or its like makes them. Where the value does not
 * fit C promises nothing; there these give what Redis gives, which scripts have come to rely on.
 */
final class CNumbers {
  private static final double TWO_TO_63 = 0x1p63;

  private CNumbers() {}

  /** {@code (int64_t) value}: the least one for what does not fit. */
  static long toLong(double value) {
    return value >= -TWO_TO_63 && value < TWO_TO_63 ? (long) value : Long.MIN_VALUE;
  }

  /** {@code (int) value}: the least one for what does not fit. */
  static int toInt(double value) {
    return value > Integer.MIN_VALUE - 1.0 && value < Integer.MAX_VALUE + 1.0
        ? (int) value
        : Integer.MIN_VALUE;
  }

  /** {@code (uint64_t) value} of a value that is not negative, as the bits of a long. */
  static long toUnsignedLong(double value) {
    return value >= TWO_TO_63 ? toLong(value - TWO_TO_63) ^ Long.MIN_VALUE : toLong(value);
  }

  /** {@code (double) value} of an unsigned 64-bit integer. */
  static double unsignedToDouble(long value) {
    if (value >= 0) {
      return value;
    }
    // Halved, with the bit that falls off kept so that the one rounding is the right one.
    return 2.0 * ((value >>> 1) | (value & 1));
  }
}
