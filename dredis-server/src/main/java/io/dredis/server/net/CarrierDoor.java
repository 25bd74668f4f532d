package io.dredis.server.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

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

  private final AtomicReference<Scout> last = new AtomicReference<>(new Scout(System.nanoTime()));

  /** A door that is open. */
  CarrierDoor() {
    last.get().open();
  }

  /** Waits while others are let in; called without any lock that those might need. */
  void pass() {
    long nowNanos = System.nanoTime();
    Scout scout = last.get();
    if (nowNanos - scout.sentNanos < INTERVAL_NANOS || !Thread.currentThread().isVirtual()) {
      return;
    }
    if (scout.arrived) {
      send(scout, new Scout(nowNanos));
    } else {
      scout.await();
    }
  }

  private void send(Scout before, Scout scout) {
    if (last.compareAndSet(before, scout)) {
      scout.goOutside(SCOUTS);
    }
  }

  /** One that is on its way, or was the last; and those who wait for it. */
  private static final class Scout {
    private final long sentNanos;
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean arrived;

    /** A scout that is sent at a moment of {@link System#nanoTime}. */
    Scout(long sentNanos) {
      this.sentNanos = sentNanos;
    }

    /** Is to come to run, several times if that takes long. */
    void goOutside(int times) {
      Thread.ofVirtual().name("carrier-scout").start(() -> arrive(times - 1));
    }

    private void arrive(int more) {
      if (more > 0 && System.nanoTime() - sentNanos >= INTERVAL_NANOS) {
        goOutside(more);
      } else {
        open();
      }
    }

    /** Wakes all at once: in a chain, the first would be served again before the last is. */
    void open() {
      arrived = true;
      for (Thread thread = waiting.poll(); thread != null; thread = waiting.poll()) {
        LockSupport.unpark(thread);
      }
    }

    void await() {
      Thread thread = Thread.currentThread();
      waiting.add(thread);
      while (!arrived && !thread.isInterrupted()) {
        LockSupport.park(this);
      }
    }
  }
}
