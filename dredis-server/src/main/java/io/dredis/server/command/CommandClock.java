package io.dredis.server.command;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time as the running command sees it: it stands still from the command's start to its end, so
 * that a key does not expire half-way through. Used under the execution lock.
 *
 * <p>To ask the system for the time costs a good part of a short command. So it is asked once when
 * a batch begins, and from then on the time goes by what the commands took, which is measured
 * anyway.
 */
public final class CommandClock implements LongSupplier {
  private final LongSupplier clockMillis;
  private final LongSupplier nanoTime;
  private long beginMillis;
  private long beginNanos;
  private long nanos;
  private long nowMillis;

  /**
   * A clock that follows others.
   *
   * @param clockMillis the true time in milliseconds since the epoch
   * @param nanoTime measures what passes, as {@link System#nanoTime} does
   */
  public CommandClock(LongSupplier clockMillis, LongSupplier nanoTime) {
    this.clockMillis = clockMillis;
    this.nanoTime = nanoTime;
    begin();
  }

  /** Moves on to the present; called where a batch, or other work on the store, begins. */
  void begin() {
    beginMillis = clockMillis.getAsLong();
    beginNanos = nanoTime.getAsLong();
    nanos = beginNanos;
    nowMillis = beginMillis;
  }

  /** Moves on to the last look and returns its time in milliseconds; called as a command begins. */
  long tick() {
    nowMillis = beginMillis + TimeUnit.NANOSECONDS.toMillis(nanos - beginNanos);
    return nowMillis;
  }

  /** Returns when the running command began, in milliseconds since the epoch. */
  @Override
  public long getAsLong() {
    return nowMillis;
  }

  /** Looks how much time has passed, and returns it as {@link System#nanoTime} does. */
  long look() {
    nanos = nanoTime.getAsLong();
    return nanos;
  }

  /** Returns what the last look, or the beginning, returned. */
  long lastLook() {
    return nanos;
  }

  /** Returns how long before the last look the batch began, in nanoseconds. */
  long sinceBegin() {
    return nanos - beginNanos;
  }
}
