package io.dredis.server.net;

import io.dredis.server.session.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads from a client whose own thread waits in a blocking command, to notice at once when it goes
 * away, and keeps what it sends meanwhile.
 *
 * <p>A blocking read cannot be called off without closing the socket. So the reading thread, a
 * virtual one, outlives the wait until the client's next bytes; until then the connection's thread
 * gets its bytes here. What is kept is bounded: beyond that the client's own send blocks, and its
 * departure is noticed only after the wait.
 */
final class WaitWatch {

  /** Takes bytes that were kept. */
  interface Receiver {
    void receive(byte[] bytes, int length);
  }

  private static final int SCRATCH_BYTES = 1024;
  private static final int MOST_KEPT_BYTES = 256 * 1024;
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final Traffic traffic;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private byte[] kept = NOTHING;
  private int keptBytes;
  private boolean reading;
  private volatile boolean ended;

  /** The connection's thread while it waits in a command, else null. */
  private Thread waiting;

  WaitWatch(InputStream in, Traffic traffic) {
    this.in = in;
    this.traffic = traffic;
  }

  /** Interrupts the calling thread when the client goes away, until {@link #end}. */
  void begin() {
    lock.lock();
    try {
      waiting = Thread.currentThread();
      if (ended) {
        waiting.interrupt();
      } else if (!reading) {
        reading = true;
        Thread.ofVirtual().start(this::read);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the watch; returns false when the client has gone away. */
  boolean end() {
    lock.lock();
    try {
      waiting = null;
      // An interrupt meant for the wait must not hit the next read or write.
      boolean interrupted = Thread.interrupted();
      return !interrupted && !ended;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the wait under way, if there is one. */
  void interrupt() {
    lock.lock();
    try {
      if (waiting != null) {
        waiting.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands over what was kept, waiting for it while the reading thread is still there.
   *
   * @return the number of bytes; 0 when the caller may read the socket itself; -1 at its end
   */
  int take(Receiver receiver) {
    lock.lock();
    try {
      while (reading && keptBytes == 0) {
        changed.awaitUninterruptibly();
      }
      int count = keptBytes;
      if (count > 0) {
        receiver.receive(kept, count);
        kept = NOTHING;
        keptBytes = 0;
        return count;
      }
      return ended ? -1 : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the client is known to have gone away. */
  boolean hasEnded() {
    return ended;
  }

  /** Returns how many bytes are kept. */
  int keptBytes() {
    lock.lock();
    try {
      return keptBytes;
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    byte[] scratch = new byte[SCRATCH_BYTES];
    boolean goOn = true;
    while (goOn) {
      int count;
      try {
        count = in.read(scratch);
      } catch (IOException gone) {
        count = -1;
      }
      goOn = received(scratch, count);
    }
  }

  /** Keeps what was read; returns whether to read on. */
  private boolean received(byte[] bytes, int count) {
    lock.lock();
    try {
      if (count < 0) {
        ended = true;
        interrupt();
      } else {
        traffic.read(count);
        keep(bytes, count);
      }
      reading = count >= 0 && waiting != null && keptBytes < MOST_KEPT_BYTES;
      changed.signalAll();
      return reading;
    } finally {
      lock.unlock();
    }
  }

  private void keep(byte[] bytes, int count) {
    if (keptBytes + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, keptBytes + count));
    }
    System.arraycopy(bytes, 0, kept, keptBytes, count);
    keptBytes += count;
  }
}
