package io.dredis.server.background;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does a step, rests, and does the next until it is closed. While there is work left
 * the rest is a share of the time the step took, so that the loop keeps up without taking the
 * machine for itself.
 *
 * <p>A step that throws is logged, once for a row of failures, and tried again after the full rest.
 */
public final class BackgroundLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);

  /** With work left, the loop rests this many times as long as it worked. */
  private static final int REST_PER_WORK = 2;

  /** One step of work. */
  @FunctionalInterface
  public interface Step {
    /** Does a bounded amount of work and returns whether more is left. */
    boolean run();
  }

  private final String name;
  private final LongSupplier restMillis;
  private final Step step;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread thread;
  private boolean closed;
  private boolean failing;

  /**
   * Starts the loop.
   *
   * @param restMillis the rest between steps while there is nothing to do; asked each time
   */
  public BackgroundLoop(String name, LongSupplier restMillis, Step step) {
    this.name = name;
    this.restMillis = restMillis;
    this.step = step;
    this.thread = Thread.ofVirtual().name("dredis-" + name).start(this::run);
  }

  private void run() {
    long restNanos = fullRestNanos();
    while (rest(restNanos)) {
      long startNanos = System.nanoTime();
      boolean more = runStep();
      long workedNanos = System.nanoTime() - startNanos;
      restNanos = more ? Math.min(workedNanos * REST_PER_WORK, fullRestNanos()) : fullRestNanos();
    }
  }

  private boolean runStep() {
    try {
      boolean more = step.run();
      failing = false;
      return more;
    } catch (Throwable e) {
      if (!failing) {
        log.error("background {} failed and will be tried again: {}", name, e.getMessage(), e);
      }
      failing = true;
      return false;
    }
  }

  private long fullRestNanos() {
    return TimeUnit.MILLISECONDS.toNanos(restMillis.getAsLong());
  }

  /** Waits, and returns whether the loop goes on. */
  private boolean rest(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the loop after the step under way. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
