package io.dredis.server.command;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The one global lock around everything that reads or writes the store's present state. Whoever
 * holds it does no I/O on sockets and waits for nothing but the store. See {@code
 * docs/concurrency.md}.
 */
public final class ExecutionLock {
  private final ReentrantLock lock = new ReentrantLock();

  /** Takes the lock. */
  public void acquire() {
    lock.lock();
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
