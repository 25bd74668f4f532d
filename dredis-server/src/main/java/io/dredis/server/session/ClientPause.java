package io.dredis.server.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The state behind {@code CLIENT PAUSE}: until when which commands wait. Any thread may call any
 * method.
 */
public final class ClientPause {
  private final LongSupplier clockMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private volatile long untilMillis;
  private volatile boolean writesOnly;
  private long changes;

  /**
   * No pause.
   *
   * @param clockMillis the time in milliseconds since the epoch
   */
  public ClientPause(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  /**
   * Pauses commands, or only those that write. A pause under way is never shortened by another, and
   * one of all commands is not weakened to one of writes, as in Redis.
   */
  public void pause(long untilMillisSinceEpoch, boolean onlyWrites) {
    lock.lock();
    try {
      boolean active = active();
      writesOnly = active ? writesOnly && onlyWrites : onlyWrites;
      untilMillis = active ? Math.max(untilMillis, untilMillisSinceEpoch) : untilMillisSinceEpoch;
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pause. */
  public void unpause() {
    lock.lock();
    try {
      untilMillis = 0;
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether a pause is under way. */
  public boolean active() {
    return untilMillis != 0 && clockMillis.getAsLong() < untilMillis;
  }

  /** Returns whether a command must wait now. */
  public boolean holds(boolean commandWrites) {
    return untilMillis != 0 && (commandWrites || !writesOnly) && active();
  }

  /**
   * Waits for the end of the pause, or for a change of it.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  @SuppressWarnings("WaitNotInLoop") // The caller looks again at what it waits for.
  public void await() throws InterruptedException {
    lock.lock();
    try {
      long seen = changes;
      long nanosLeft = TimeUnit.MILLISECONDS.toNanos(untilMillis - clockMillis.getAsLong());
      while (changes == seen && nanosLeft > 0) {
        nanosLeft = changed.awaitNanos(nanosLeft);
      }
    } finally {
      lock.unlock();
    }
  }
}
