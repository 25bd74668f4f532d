package io.dredis.storage.type;

import io.dredis.storage.type.ValueException.Reason;
import java.nio.charset.StandardCharsets;

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
    return negated(text) != NONE;
  }

  /**
   * Returns the number that bytes are the canonical form of.
   *
   * @throws ValueException when they are of none
   */
  public static long parse(byte[] text) {
    long negated = negated(text);
    if (negated == NONE) {
      throw new ValueException(Reason.NOT_AN_INTEGER);
    }
    return text[0] == '-' ? negated : -negated;
  }

  /** Returns the canonical form of a number. */
  public static byte[] format(long number) {
    return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the absolute value below zero, where there is room for one number more, or {@link
   * #NONE}.
   */
  private static long negated(byte[] text) {
    int length = text.length;
    if (length == 0 || length > MAX_LENGTH) {
      return NONE;
    }
    if (length == 1) {
      return digit(text[0]) ? '0' - text[0] : NONE;
    }
    boolean negative = text[0] == '-';
    int first = negative ? 1 : 0;
    if (text[first] < '1' || text[first] > '9') {
      return NONE;
    }
    long sum = 0;
    for (int i = first; i < length; i++) {
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
