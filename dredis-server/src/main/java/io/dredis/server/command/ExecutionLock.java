package io.dredis.server.command;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The one global lock around everything that reads or writes the store's present state. Whoever
 * holds it does no I/O on sockets and waits for nothing but the store. See {@code
 * docs/concurrency.md}.
 */
public final class ExecutionLock {
  private static final long PATIENCE_MILLIS = 20;

  private final ReentrantLock lock = new ReentrantLock();

  /** Takes the lock. */
  public void acquire() {
    lock.lock();
  }

  /**
   * Takes the lock, unless it turns out to be taken for long.
   *
   * @param givesUp asked now and then while another thread holds the lock
   * @return whether the lock was taken
   */
  boolean acquireUnless(BooleanSupplier givesUp) {
    if (lock.tryLock()) {
      return true;
    }
    try {
      while (!givesUp.getAsBoolean()) {
        if (lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      lock.lock();
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits until nobody waits for the lock, which the caller does not hold, or time is up. */
  void awaitUnawaited(long millis) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (isAwaited() && System.nanoTime() < deadlineNanos) {
      Thread.sleep(1);
    }
  }

  /** Gives the lock back. */
  public void release() {
    lock.unlock();
  }

  /** Returns whether somebody waits for the lock. */
  public boolean isAwaited() {
    return lock.hasQueuedThreads();
  }

  /** Runs something under the lock. */
  public void run(Runnable work) {
    acquire();
    try {
      work.run();
    } finally {
      release();
    }
  }
}
