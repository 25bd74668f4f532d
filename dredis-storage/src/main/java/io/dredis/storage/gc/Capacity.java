package io.dredis.storage.gc;

import io.dredis.storage.backend.Backend;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets those who write much give way, so that a store keeps up and the commits of others do not
 * stall.
 */
public final class Capacity {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Longer than any merge of a few tables takes; a store that is stuck must not stop the work. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Capacity() {}

  /** Waits until a store has capacity, a while at most; without any lock. */
  public static void await(Backend backend) {
    long startNanos = System.nanoTime();
    // An interrupted thread would not rest but spin.
    while (!Thread.currentThread().isInterrupted()
        && !backend.hasCapacity()
        && System.nanoTime() - startNanos < LONGEST_WAIT_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
