package io.dredis.server.net;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Byte arrays of one size, shared by all connections, so that only those with work at hand hold
 * one. Any thread may call any method.
 */
final class BufferPool {
  private final int bufferBytes;
  private final byte[][] free;
  private final ReentrantLock lock = new ReentrantLock();
  private int freeCount;

  /**
   * An empty pool.
   *
   * @param mostFree how many arrays are kept; more than that are left to the garbage collector
   */
  BufferPool(int bufferBytes, int mostFree) {
    this.bufferBytes = bufferBytes;
    this.free = new byte[mostFree][];
  }

  /** Returns an array with any content, for {@link #release}. */
  byte[] borrow() {
    lock.lock();
    try {
      if (freeCount > 0) {
        byte[] buffer = free[--freeCount];
        free[freeCount] = null;
        return buffer;
      }
    } finally {
      lock.unlock();
    }
    return new byte[bufferBytes];
  }

  /** Takes an array back, which the caller forgets. */
  void release(byte[] buffer) {
    lock.lock();
    try {
      if (freeCount < free.length) {
        free[freeCount++] = buffer;
      }
    } finally {
      lock.unlock();
    }
  }
}
