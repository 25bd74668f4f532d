package io.dredis.storage.sort;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that does one piece of work after the other while its owner prepares the next. A few may
 * wait, so that a piece that takes long holds nobody up. Used by one thread at a time. A piece that
 * fails makes a later call of its owner fail.
 */
public final class SecondThread implements AutoCloseable {
  /** How many pieces of work there are at once, at most. */
  static final int PIECES = 8;

  private final ExecutorService thread;
  private final Queue<Future<?>> pieces = new ArrayDeque<>();

  /** A platform thread, which begins with the first piece of work. */
  public SecondThread(String name) {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
  }

  /** Has something done after everything before it; waits while too much is left of that. */
  public void run(Runnable work) {
    awaitAllBut(PIECES - 1);
    pieces.add(thread.submit(work));
  }

  /** Returns whether {@link #run} would have to wait. */
  public boolean mustWait() {
    return pieces.size() == PIECES && !pieces.element().isDone();
  }

  /** Waits until {@link #run} need not wait. */
  public void awaitTurn() {
    awaitAllBut(PIECES - 1);
  }

  /** Waits until everything is done. */
  public void await() {
    awaitAllBut(0);
  }

  private void awaitAllBut(int left) {
    boolean interrupted = false;
    try {
      while (pieces.size() > left) {
        interrupted |= awaitFirst();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the first piece of work; returns true when it was interrupted before that. */
  private boolean awaitFirst() {
    try {
      pieces.element().get();
      pieces.remove();
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (ExecutionException e) {
      pieces.remove();
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    // A runnable throws nothing else.
    return (RuntimeException) cause;
  }

  /** Ends the thread once its work is done, whether that fails or not. */
  @Override
  public void close() {
    thread.close();
  }
}
