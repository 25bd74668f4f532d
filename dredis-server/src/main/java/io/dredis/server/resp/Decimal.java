package io.dredis.server.resp;

/** Decimal integers as bytes, written and read without garbage. */
final class Decimal {
  /** What {@link #parse} returns for what is no integer: more than any length allowed. */
  static final long INVALID = Long.MAX_VALUE;

  private static final int MOST_DIGITS = 19;

  private Decimal() {}

  /** Writes an integer at the given index, which has room for 20 bytes, and returns the end. */
  static int write(long value, byte[] into, int at) {
    if (value == Long.MIN_VALUE) {
      int next = write(value / 10, into, at);
      into[next] = '8';
      return next + 1;
    }
    int next = at;
    long rest = value;
    if (rest < 0) {
      into[next++] = '-';
      rest = -rest;
    }
    int end = next + digits(rest);
    for (int i = end - 1; i >= next; i--) {
      long quotient = rest / 10;
      into[i] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    }
    return end;
  }

  private static int digits(long value) {
    int count = 1;
    for (long limit = 10; value >= limit && count < MOST_DIGITS; limit *= 10) {
      count++;
    }
    return count;
  }

  /**
   * Reads an integer as strictly as Redis does: no sign but a minus, no leading zero, no blank.
   *
   * @return the integer, or {@link #INVALID}
   */
  static long parse(byte[] bytes, int fromInclusive, int toExclusive) {
    int from = fromInclusive;
    boolean negative = from < toExclusive && bytes[from] == '-';
    if (negative) {
      from++;
    }
    int length = toExclusive - from;
    if (length == 1 && bytes[from] == '0' && !negative) {
      return 0;
    }
    if (length < 1 || length > MOST_DIGITS || bytes[from] == '0') {
      return INVALID;
    }
    // Summed up below zero, where there is room for one value more.
    long sum = 0;
    for (int i = from; i < toExclusive; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      sum = sum * 10 - digit;
      if (sum > 0) {
        return INVALID;
      }
    }
    if (negative) {
      return sum;
    }
    return sum == Long.MIN_VALUE ? INVALID : -sum;
  }
}
