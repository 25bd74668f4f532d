package io.dredis.server.net;

import io.dredis.server.config.OutputBufferLimits.Limit;
import io.dredis.server.session.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages that wait to be written to one client, encoded. Any thread may call any method; none
 * blocks.
 */
final class PushQueue {
  /** How messages may pile up when the settings say without bound: an eighth of the heap. */
  private static final long UNLIMITED_BYTES = Runtime.getRuntime().maxMemory() / 8;

  /** What a message costs beside its bytes: its array and its place in the queue. */
  private static final int OVERHEAD_BYTES = 24;

  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();

  /** Messages to write next. */
  private final Deque<byte[]> ready = new ArrayDeque<>(0);

  /** Messages behind the replies that are being written. */
  private final Deque<byte[]> held = new ArrayDeque<>(0);

  private long bytes;
  private boolean draining;
  private boolean closed;
  private long overSoftLimitSinceMillis;

  PushQueue(Session session) {
    this.session = session;
  }

  /** Adds a message; returns whether the caller has to start a thread that drains the queue. */
  boolean add(byte[] message) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      bytes += message.length + OVERHEAD_BYTES;
      if (session.answering()) {
        held.add(message);
        return false;
      }
      ready.add(message);
      return beginDraining();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that the replies to what was executed are written; returns whether the caller has to
   * start a thread that drains the queue.
   */
  boolean answered() {
    lock.lock();
    try {
      session.answered();
      if (held.isEmpty()) {
        return false;
      }
      ready.addAll(held);
      held.clear();
      return beginDraining();
    } finally {
      lock.unlock();
    }
  }

  private boolean beginDraining() {
    boolean start = !draining;
    draining = true;
    return start;
  }

  /** Returns whether there is a message to write; if not, the draining thread ends. */
  boolean hasReady() {
    lock.lock();
    try {
      draining = !ready.isEmpty();
      return draining;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next message to write, or null. */
  byte[] poll() {
    lock.lock();
    try {
      byte[] message = ready.poll();
      if (message != null) {
        bytes -= message.length + OVERHEAD_BYTES;
      }
      return message;
    } finally {
      lock.unlock();
    }
  }

  /** Drops every message, those to come too. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ready.clear();
      held.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether more waits than the limit allows, for as long as it allows. */
  boolean isOver(Limit limit, long nowMillis) {
    lock.lock();
    try {
      long hardBytes = limit.hardBytes() == 0 ? UNLIMITED_BYTES : limit.hardBytes();
      if (bytes > hardBytes) {
        return true;
      }
      if (limit.softBytes() == 0 || bytes <= limit.softBytes()) {
        overSoftLimitSinceMillis = 0;
        return false;
      }
      if (overSoftLimitSinceMillis == 0) {
        overSoftLimitSinceMillis = nowMillis;
      }
      return nowMillis - overSoftLimitSinceMillis > limit.softSeconds() * 1000;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many messages wait. */
  int length() {
    lock.lock();
    try {
      return ready.size() + held.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many bytes wait. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
