package io.dredis.server.net;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has busy connections leave the carriers to others from time to time.
 *
 * <p>A carrier goes on with the virtual threads in its own queue, those that were woken on it, as
 * long as there are any. Others wait in queues outside meanwhile: new threads, those that a
 * platform thread woke, as timers do and the JDK's poller of sockets in part, and those that
 * yielded when nobody else was ready. A client that sends as fast as it is answered never blocks,
 * and a few of them keep a carrier's own queue filled. So every {@value #INTERVAL_MICROS} us a
 * connection that passes sends a scout, a new virtual thread, outside; if that does not come to run
 * within as long, whoever passes waits at the door until it has.
 */
final class CarrierDoor {
  private static final long INTERVAL_MICROS = 1000;

  private static final long INTERVAL_NANOS = TimeUnit.MICROSECONDS.toNanos(INTERVAL_MICROS);

  /** Scouts that have to get through one after the other: a carrier takes any queue outside. */
  private static final int SCOUTS = 3;

  /**
   * A scout that is on its way, or was the last.
   *
   * @param sentNanos when it was sent, by {@link System#nanoTime}
   * @param arrived open when it has come to run
   */
  private record Scout(long sentNanos, CountDownLatch arrived) {}

  private final AtomicReference<Scout> last =
      new AtomicReference<>(new Scout(System.nanoTime(), new CountDownLatch(0)));

  /** Waits while others are let in; called without any lock that those might need. */
  void pass() {
    long nowNanos = System.nanoTime();
    Scout scout = last.get();
    if (nowNanos - scout.sentNanos < INTERVAL_NANOS || !Thread.currentThread().isVirtual()) {
      return;
    }
    if (scout.arrived.getCount() == 0) {
      send(scout, new Scout(nowNanos, new CountDownLatch(1)));
    } else {
      await(scout);
    }
  }

  private void send(Scout before, Scout scout) {
    if (last.compareAndSet(before, scout)) {
      Thread.ofVirtual().name("carrier-scout").start(() -> arrive(scout, SCOUTS - 1));
    }
  }

  private static void arrive(Scout scout, int more) {
    if (more > 0 && System.nanoTime() - scout.sentNanos >= INTERVAL_NANOS) {
      Thread.ofVirtual().name("carrier-scout").start(() -> arrive(scout, more - 1));
    } else {
      scout.arrived.countDown();
    }
  }

  private static void await(Scout scout) {
    try {
      scout.arrived.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
