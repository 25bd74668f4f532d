package io.dredis.storage.schedule;

import java.util.concurrent.locks.LockSupport;

/**
 * How long a virtual thread has kept its carrier. There are few carriers, often one, and nobody
 * takes it away: a thread that need not wait for anything for long, one that looks at millions of
 * records or serves a client that sends as fast as it is answered, gives way by itself when its
 * turn is over. A platform thread has no need to, and never waits here.
 *
 * <p>For one thread; if several use it, it is only about right.
 */
public final class CarrierTurn {

  /** A transfer that took longer waited, so others had the carrier meanwhile. */
  private static final long WAITED_NANOS = 20_000;

  private final long turnNanos;
  private long startNanos = System.nanoTime();

  /** A turn that begins now and is over after so many nanoseconds. */
  public CarrierTurn(long turnNanos) {
    this.turnNanos = turnNanos;
  }

  /** Notes that the thread sent or received something, which began then and has ended now. */
  public void transferred(long transferStartNanos) {
    long nowNanos = System.nanoTime();
    if (nowNanos - transferStartNanos > WAITED_NANOS) {
      startNanos = nowNanos;
    }
  }

  /**
   * Lets others have the carrier if the turn is over, and begins another.
   *
   * @return what {@link System#nanoTime} is afterwards
   */
  public long giveWayIfOver() {
    long nowNanos = System.nanoTime();
    if (nowNanos - startNanos >= turnNanos && Thread.currentThread().isVirtual()) {
      // Thread.yield would not do: a carrier goes on with the threads that have yielded to it as
      // long as there are any, and takes up no others.
      LockSupport.parkNanos(1);
      nowNanos = System.nanoTime();
      startNanos = nowNanos;
    }
    return nowNanos;
  }
}
