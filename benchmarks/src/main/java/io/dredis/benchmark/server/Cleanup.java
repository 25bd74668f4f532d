package io.dredis.benchmark.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has to be undone before this process ends, last things first: also when it is interrupted,
 * with Ctrl-C for example.
 */
public final class Cleanup {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Deque<Runnable> ACTIONS = new ArrayDeque<>();
  private static boolean begun;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::undoAll, "cleanup"));
  }

  private Cleanup() {}

  /**
   * Remembers what undoes something that was done just now. If the process is ending already, it is
   * undone here.
   *
   * @throws IllegalStateException when the process is ending
   */
  static void add(Runnable action) {
    LOCK.lock();
    try {
      if (!begun) {
        ACTIONS.push(action);
        return;
      }
    } finally {
      LOCK.unlock();
    }
    action.run();
    throw new IllegalStateException("interrupted");
  }

  /** Forgets what has been undone in the ordinary way. */
  static void remove(Runnable action) {
    LOCK.lock();
    try {
      ACTIONS.remove(action);
    } finally {
      LOCK.unlock();
    }
  }

  /** Returns whether the process is ending, so that failures are only what follows from that. */
  public static boolean hasBegun() {
    LOCK.lock();
    try {
      return begun;
    } finally {
      LOCK.unlock();
    }
  }

  private static void undoAll() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private static Runnable next() {
    LOCK.lock();
    try {
      begun = true;
      return ACTIONS.poll();
    } finally {
      LOCK.unlock();
    }
  }
}
