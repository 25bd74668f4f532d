package io.dredis.server.command;

import io.dredis.storage.type.LongDouble;
import io.dredis.storage.type.ValueException;

/** The timeout of a blocking command, as Redis reads it from an argument. */
public final class BlockingTimeout {
  /** No end of the wait. */
  public static final long FOREVER = 0;

  private BlockingTimeout() {}

  /**
   * Reads a timeout in seconds, with fractions, and returns it in milliseconds, rounded up.
   *
   * @return {@link #FOREVER}, or a positive number
   * @throws CommandException when it is no number, negative or too large
   */
  public static long parseMillis(byte[] seconds) {
    LongDouble value;
    try {
      value = LongDouble.parse(seconds);
    } catch (ValueException e) {
      throw new CommandException(Errors.TIMEOUT_NOT_A_FLOAT);
    }
    // What does not fit becomes the least number, as in C on x86, and so is negative.
    long millis = value.times(1000).ceiling();
    if (millis < 0) {
      throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    }
    return millis;
  }
}
