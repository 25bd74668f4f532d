package io.dredis.rdb.encoding;

import java.nio.charset.StandardCharsets;

/** Integers as the decimal digits that Redis shows them by. */
public final class Decimal {
  private static final int LONGEST = 20;
  private static final int MOST_NEGATIVE_DIGITS = 19;

  private Decimal() {}

  /** Returns the digits of an integer. */
  public static byte[] of(long integer) {
    return Long.toString(integer).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Says whether a string is exactly what {@link #of} would return for some integer: no plus sign,
   * no leading zero, no -0, within 64 bits.
   */
  public static boolean isInteger(byte[] string) {
    int length = string.length;
    if (length == 0 || length > LONGEST) {
      return false;
    }
    boolean negative = string[0] == '-';
    int digits = negative ? length - 1 : length;
    int first = negative ? 1 : 0;
    if (digits == 0 || (string[first] == '0' && length > 1)) {
      return false;
    }
    for (int i = first; i < length; i++) {
      if (string[i] < '0' || string[i] > '9') {
        return false;
      }
    }
    return digits < MOST_NEGATIVE_DIGITS
        || (digits == MOST_NEGATIVE_DIGITS && fits(string, negative));
  }

  /** Of 19 digits, says whether they are within 64 bits. */
  private static boolean fits(byte[] string, boolean negative) {
    // Reading wraps around beyond the range, and only there.
    return negative ? parse(string) < 0 : parse(string) >= 0;
  }

  /** Returns the integer that a string stands for, which {@link #isInteger}. */
  public static long parse(byte[] string) {
    boolean negative = string[0] == '-';
    long value = 0;
    for (int i = negative ? 1 : 0; i < string.length; i++) {
      // Downwards, for there is one more negative number than positive ones.
      value = value * 10 - (string[i] - '0');
    }
    return negative ? value : -value;
  }
}
