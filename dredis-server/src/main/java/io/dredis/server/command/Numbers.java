package io.dredis.server.command;

import io.dredis.storage.type.Integers;

/**
 * Numbers as Redis reads them from arguments: strictly, so that what is accepted here is what Redis
 * accepts.
 *
 * <p>Source: the behaviour of Redis 7.0's {@code string2ll} and {@code getDoubleFromObject}.
 */
public final class Numbers {
  private Numbers() {}

  /** Returns whether the bytes are the canonical decimal form of a 64-bit signed integer. */
  public static boolean isLong(byte[] text) {
    return Integers.isCanonical(text);
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
    return Integers.parse(text);
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
      throw new CommandException(Errors.NOT_AN_INT);
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
}
