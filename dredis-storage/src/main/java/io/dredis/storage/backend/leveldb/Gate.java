package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.BackendException;
import java.util.concurrent.locks.StampedLock;

/**
 * What every call into native memory passes: many at a time while it is open; once it is closed,
 * none. Closing waits for those inside. It is not reentrant: who is inside must not enter again.
 */
final class Gate {
  private final StampedLock lock = new StampedLock();
  private final String what;
  private boolean closed;

  /** An open gate; {@code what} begins the message to those who come too late. */
  Gate(String what) {
    this.what = what;
  }

  /**
   * Enters, and returns the stamp to {@link #leave} with.
   *
   * @throws BackendException when the gate is closed
   */
  long enter() {
    long stamp = tryEnter();
    if (stamp == 0) {
      throw new BackendException(what + " is closed");
    }
    return stamp;
  }

  /** Enters and returns the stamp to {@link #leave} with, or returns 0 when the gate is closed. */
  long tryEnter() {
    long stamp = lock.readLock();
    if (!closed) {
      return stamp;
    }
    lock.unlockRead(stamp);
    return 0;
  }

  /** Leaves with the stamp of entering. */
  void leave(long stamp) {
    lock.unlockRead(stamp);
  }

  /**
   * Closes the gate once everyone has left, and then runs {@code release}; does nothing when it is
   * closed already.
   */
  void close(Runnable release) {
    long stamp = lock.writeLock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
