package io.dredis.server.resp;

/** Decimal integers as bytes, written and read without garbage. */
final class Decimal {
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
}
