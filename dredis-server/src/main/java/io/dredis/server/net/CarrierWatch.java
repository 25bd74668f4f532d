package io.dredis.server.net;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sees to it that busy connections leave the carriers to others from time to time.
 *
 * <p>A carrier goes on with the virtual threads that were woken on it, by the poller of sockets or
 * by each other, as long as there are any. Those that a platform thread made runnable wait
 * meanwhile: new connections, timers, results of other threads. Under load that may take seconds.
 * So the watch sends a scout now and then, a virtual thread that does nothing; if that does not
 * come to run, the connections wait at a door before their next batch until it did.
 *
 * <p>It sleeps while there is no traffic.
 */
final class CarrierWatch implements Runnable {
  private static final long INTERVAL_MILLIS = 20;

  /** How long a scout may wait. Batches of other connections take 2 ms at most. */
  private static final long PATIENCE_MILLIS = 20;

  /** Scouts that have to get through: each takes a place at random among those who wait. */
  private static final int SCOUTS = 3;

  private final ReentrantLock door = new ReentrantLock();
  private volatile Thread thread;
  private volatile boolean traffic;

  /** Waits while others are let in; called by a connection before each batch. */
  void pass() {
    if (!traffic) {
      traffic = true;
      LockSupport.unpark(thread);
    }
    if (door.isLocked()) {
      door.lock();
      try {
        // It is open again, and that is all.
      } finally {
        door.unlock();
      }
    }
  }

  /** Watches until the thread is interrupted; for a platform thread. */
  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      while (true) {
        awaitTraffic();
        letOthersIn();
        TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  private void awaitTraffic() throws InterruptedException {
    traffic = false;
    while (!traffic) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void letOthersIn() throws InterruptedException {
    CountDownLatch scout = send();
    if (scout.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      return;
    }
    door.lock();
    try {
      for (int sent = 1; sent < SCOUTS; sent++) {
        scout.await();
        scout = send();
      }
      scout.await();
    } finally {
      door.unlock();
    }
  }

  private static CountDownLatch send() {
    CountDownLatch arrived = new CountDownLatch(1);
    Thread.ofVirtual().name("carrier-scout").start(arrived::countDown);
    return arrived;
  }
}
