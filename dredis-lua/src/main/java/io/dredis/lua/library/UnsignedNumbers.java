package io.dredis.lua.library;

import io.dredis.lua.language.Numbers;

/**
 * Casts between doubles and unsigned integers as a C program on a 64-bit x86 or its like makes
 * them. Where the value does not fit C promises nothing; there these give what Redis gives, which
 * scripts have come to rely on.
 */
final class UnsignedNumbers {
  private static final double TWO_TO_63 = 0x1p63;

  private UnsignedNumbers() {}

  /** {@code (uint64_t) value} of a value that is not negative, as the bits of a long. */
  static long toUnsignedLong(double value) {
    return value >= TWO_TO_63
        ? Numbers.toLong(value - TWO_TO_63) ^ Long.MIN_VALUE
        : Numbers.toLong(value);
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
