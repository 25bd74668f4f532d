package io.dredis.storage.type;

import io.dredis.storage.type.ValueException.Reason;
import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers of 64 bits as Redis reads and writes them: one form for each number, no sign but
 * a minus, no spaces.
 */
public final class Integers {
  private static final int MAX_LENGTH = 20;

  private Integers() {}

  /** Returns whether bytes are the canonical form of a number. */
  public static boolean isCanonical(byte[] text) {
    return end(text) > 0;
  }

  /**
   * Returns the number that bytes are the canonical form of.
   *
   * @throws ValueException when they are of none
   */
  public static long parse(byte[] text) {
    if (end(text) < 0) {
      throw new ValueException(Reason.NOT_AN_INTEGER);
    }
    return Long.parseLong(new String(text, StandardCharsets.ISO_8859_1));
  }

  /** Returns the canonical form of a number. */
  public static byte[] format(long number) {
    return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the length of a canonical form, or -1. */
  private static int end(byte[] text) {
    int length = text.length;
    if (length == 0 || length > MAX_LENGTH) {
      return -1;
    }
    if (length == 1) {
      return digit(text[0]) ? 1 : -1;
    }
    boolean negative = text[0] == '-';
    int first = negative ? 1 : 0;
    if (text[first] < '1' || text[first] > '9') {
      return -1;
    }
    long sum = 0;
    for (int i = first; i < length; i++) {
      if (!digit(text[i])) {
        return -1;
      }
      // Summed up as a negative number, which reaches one further than a positive one.
      int digit = text[i] - '0';
      if (sum < (Long.MIN_VALUE + digit) / 10) {
        return -1;
      }
      sum = sum * 10 - digit;
    }
    return !negative && sum == Long.MIN_VALUE ? -1 : length;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }
}
