package io.dredis.storage.type;

import io.dredis.storage.type.ValueException.Reason;

/**
 * Decimal numbers of 64 bits as Redis reads and writes them: one form for each number, no sign but
 * a minus, no spaces.
 */
public final class Integers {
  private static final int MAX_LENGTH = 20;

  /** What is not below zero stands for no number. */
  private static final long NONE = 1;

  private Integers() {}

  /** Returns whether bytes are the canonical form of a number. */
  public static boolean isCanonical(byte[] text) {
    return negated(text, 0, text.length) != NONE;
  }

  /**
   * Returns the number that bytes are the canonical form of.
   *
   * @throws ValueException when they are of none
   */
  public static long parse(byte[] text) {
    return parse(text, 0, text.length);
  }

  /**
   * Returns the number that a part of an array is the canonical form of.
   *
   * @throws ValueException when it is of none
   */
  static long parse(byte[] text, int from, int toExclusive) {
    long negated = negated(text, from, toExclusive);
    if (negated == NONE) {
      throw new ValueException(Reason.NOT_AN_INTEGER);
    }
    return text[from] == '-' ? negated : -negated;
  }

  /** Returns the canonical form of a number. */
  public static byte[] format(long number) {
    int sign = number < 0 ? 1 : 0;
    long negated = number < 0 ? number : -number;
    int length = sign + 1;
    for (long rest = negated / 10; rest != 0; rest /= 10) {
      length++;
    }
    byte[] text = new byte[length];
    text[0] = '-';
    for (int i = length - 1; i >= sign; i--) {
      text[i] = (byte) ('0' - negated % 10);
      negated /= 10;
    }
    return text;
  }

  /**
   * Returns the absolute value below zero, where there is room for one number more, or {@link
   * #NONE}.
   */
  private static long negated(byte[] text, int from, int toExclusive) {
    int length = toExclusive - from;
    if (length == 0 || length > MAX_LENGTH) {
      return NONE;
    }
    if (length == 1) {
      return digit(text[from]) ? '0' - text[from] : NONE;
    }
    boolean negative = text[from] == '-';
    int first = negative ? from + 1 : from;
    if (text[first] < '1' || text[first] > '9') {
      return NONE;
    }
    long sum = 0;
    for (int i = first; i < toExclusive; i++) {
      int digit = text[i] - '0';
      if (!digit(text[i]) || sum < (Long.MIN_VALUE + digit) / 10) {
        return NONE;
      }
      sum = sum * 10 - digit;
    }
    return !negative && sum == Long.MIN_VALUE ? NONE : sum;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }
}
