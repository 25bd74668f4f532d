package io.dredis.server.command;

/**
 * Numbers as Redis reads them from arguments: strictly, so that what is accepted here is what Redis
 * accepts.
 *
 * <p>Source: the behaviour of Redis 7.0's {@code string2ll} and {@code getDoubleFromObject}.
 */
public final class Numbers {
  private static final int LONGEST_LONG = 20;

  private Numbers() {}

  /** Returns whether the bytes are the canonical decimal form of a 64-bit signed integer. */
  public static boolean isLong(byte[] text) {
    int length = text.length;
    if (length == 0 || length > LONGEST_LONG) {
      return false;
    }
    if (length == 1) {
      return isDigit(text[0]);
    }
    int first = text[0] == '-' ? 1 : 0;
    if (text[first] < '1' || text[first] > '9') {
      return false;
    }
    for (int i = first + 1; i < length; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return fits(text, first);
  }

  /**
   * Reads a 64-bit signed integer.
   *
   * @throws CommandException with {@link Errors#NOT_AN_INTEGER}
   */
  public static long parseLong(byte[] text) {
    return parseLong(text, Errors.NOT_AN_INTEGER);
  }

  /**
   * Reads a 64-bit signed integer.
   *
   * @throws CommandException with the given error
   */
  public static long parseLong(byte[] text, String error) {
    if (!isLong(text)) {
      throw new CommandException(error);
    }
    boolean negative = text[0] == '-';
    long negated = 0;
    for (int i = negative ? 1 : 0; i < text.length; i++) {
      negated = negated * 10 - (text[i] - '0');
    }
    return negative ? negated : -negated;
  }

  /**
   * Reads an integer between two bounds, both inclusive.
   *
   * @throws CommandException with the given error
   */
  public static long parseLong(byte[] text, long fromInclusive, long toInclusive, String error) {
    long value = parseLong(text, error);
    if (value < fromInclusive || value > toInclusive) {
      throw new CommandException(error);
    }
    return value;
  }

  /**
   * Reads a 32-bit signed integer.
   *
   * @throws CommandException with {@link Errors#NOT_AN_INTEGER} or the error that names the range
   */
  public static int parseInt(byte[] text) {
    long value = parseLong(text);
    if (value != (int) value) {
      throw new CommandException(
          "ERR value is out of range, value must between -2147483648 and 2147483647");
    }
    return (int) value;
  }

  /**
   * Reads a 32-bit signed integer.
   *
   * @throws CommandException with the given error
   */
  public static int parseInt(byte[] text, String error) {
    return (int) parseLong(text, Integer.MIN_VALUE, Integer.MAX_VALUE, error);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean fits(byte[] text, int first) {
    int digits = text.length - first;
    if (digits != 19) {
      return digits < 19;
    }
    String limit = first == 1 ? "9223372036854775808" : "9223372036854775807";
    for (int i = 0; i < digits; i++) {
      int difference = text[first + i] - limit.charAt(i);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return true;
  }
}
