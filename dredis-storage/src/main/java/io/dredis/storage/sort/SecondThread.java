package io.dredis.storage.sort;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that does one piece of work while its owner prepares the next. Used by one thread at a
 * time. A piece that fails makes the owner's next call fail.
 */
public final class SecondThread implements AutoCloseable {
  private final ExecutorService thread;
  private Future<?> lastOrNull;

  /** A platform thread, which begins with the first piece of work. */
  public SecondThread(String name) {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
  }

  /** Has something done after everything before it, which is waited for. */
  public void run(Runnable work) {
    await();
    lastOrNull = thread.submit(work);
  }

  /** Returns whether something is not done yet. */
  public boolean isBusy() {
    return lastOrNull != null && !lastOrNull.isDone();
  }

  /** Waits until everything is done. */
  public void await() {
    boolean interrupted = false;
    try {
      while (lastOrNull != null) {
        interrupted |= awaitLast();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the last piece of work; returns true when it was interrupted before that. */
  private boolean awaitLast() {
    try {
      lastOrNull.get();
      lastOrNull = null;
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (ExecutionException e) {
      lastOrNull = null;
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
