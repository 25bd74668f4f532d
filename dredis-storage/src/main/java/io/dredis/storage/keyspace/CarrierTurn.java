package io.dredis.storage.keyspace;

import java.util.concurrent.locks.LockSupport;

/**
 * How long a virtual thread has kept its carrier. There are few carriers, often one, and nobody
 * takes it away: a thread that need not wait for anything for long, one that looks at millions of
 * records, gives way by itself when its turn is over. A platform thread has no need to, and never
 * waits here.
 *
 * <p>For one thread; if several use it, it is only about right.
 */
final class CarrierTurn {
  private final long turnNanos;
  private long startNanos = System.nanoTime();

  /** A turn that begins now and is over after so many nanoseconds. */
  CarrierTurn(long turnNanos) {
    this.turnNanos = turnNanos;
  }

  /** Lets others have the carrier if the turn is over, and begins another. */
  void giveWayIfOver() {
    if (System.nanoTime() - startNanos >= turnNanos && Thread.currentThread().isVirtual()) {
      // Thread.yield would not do: a carrier goes on with the threads that have yielded to it as
      // long as there are any, and takes up no others.
      LockSupport.parkNanos(1);
      startNanos = System.nanoTime();
    }
  }
}
