package io.dredis.server.command;

import java.util.function.LongSupplier;

/**
 * The time as the running command sees it: it stands still from the command's start to its end, so
 * that a key does not expire half-way through. Used under the execution lock.
 */
public final class CommandClock implements LongSupplier {
  private final LongSupplier clockMillis;
  private long nowMillis;

  /**
   * A clock that follows another.
   *
   * @param clockMillis the true time in milliseconds since the epoch
   */
  public CommandClock(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
    this.nowMillis = clockMillis.getAsLong();
  }

  /**
   * Moves on to the present and returns it; called where a command, or other work on the store,
   * begins.
   */
  long tick() {
    nowMillis = clockMillis.getAsLong();
    return nowMillis;
  }

  /** Returns when the running command began, in milliseconds since the epoch. */
  @Override
  public long getAsLong() {
    return nowMillis;
  }
}
