package io.dredis.server.command;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The script or function that runs now, and how other clients get along with one that takes long.
 *
 * <p>A script runs with the execution lock held, so that nobody sees it half done. From the time
 * when it counts as busy, others are answered all the same: each of their requests is refused or,
 * where its command allows that, executed <em>between</em> two calls that the script makes, by
 * holding a second lock which the script holds during each of its calls. What runs there commits
 * nothing.
 */
public final class RunningScript {
  /** What runs. */
  public enum Kind {
    /** A script of EVAL, which SCRIPT KILL ends. */
    SCRIPT(
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
    /** A function of a library, which FUNCTION KILL ends. */
    FUNCTION(
        "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.");

    private final String refusal;

    Kind(String refusal) {
      this.refusal = refusal;
    }

    /** What clients are told while it is busy. */
    public String refusal() {
      return refusal;
    }
  }

  /**
   * One run.
   *
   * @param name the function's name, or the script's SHA-1 digest
   * @param command the request that runs it
   * @param startNanos when it began, as {@link System#nanoTime} tells
   * @param killer ends it, for a reason that its client is told; works from any thread
   */
  public record Run(
      Kind kind, String name, byte[][] command, long startNanos, Consumer<String> killer) {

    /** Returns how long it has been running. */
    public long elapsedMillis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
  }

  private static final long POLL_MILLIS = 10;

  /** Fair, or a script that makes one call after the other would keep everybody out. */
  private final ReentrantLock calls = new ReentrantLock(true);

  private final LongSupplier busyAfterMillis;
  private volatile Run run;
  private volatile boolean expected;

  /**
   * Nothing runs.
   *
   * @param busyAfterMillis after what time a script counts as busy; 0 for never
   */
  public RunningScript(LongSupplier busyAfterMillis) {
    this.busyAfterMillis = busyAfterMillis;
  }

  // ---- For the thread that runs a script, under the execution lock

  /** Notes that a script begins; none is running. */
  public void begin(Run begun) {
    run = begun;
  }

  /** Notes that the script has ended; from here on nothing runs between its calls. */
  public void end() {
    calls.lock();
    try {
      run = null;
    } finally {
      calls.unlock();
    }
  }

  /** Notes that the script makes a call, which waits for what runs between calls. */
  public void beginCall() {
    calls.lock();
  }

  /** Notes that the call has been made. */
  public void endCall() {
    calls.unlock();
  }

  // ---- For other threads

  /**
   * Returns whether a script may be in the way, because one was expected since the server began.
   * Until then nobody who waits for the execution lock has to look.
   */
  boolean isExpected() {
    return expected;
  }

  /** Says that a script is about to run, and returns whether that is the first. */
  boolean expect() {
    if (expected) {
      return false;
    }
    expected = true;
    return true;
  }

  /** Returns whether a script is running that is busy. */
  boolean isBusy() {
    Run now = run;
    long limit = busyAfterMillis.getAsLong();
    return now != null && limit > 0 && now.elapsedMillis() >= limit;
  }

  /**
   * If a script is busy, waits until it makes no call and keeps it from making one, until {@link
   * #leave}.
   */
  boolean enterIfBusy() {
    calls.lock();
    boolean busy = false;
    try {
      busy = isBusy();
      return busy;
    } finally {
      if (!busy) {
        calls.unlock();
      }
    }
  }

  /** Lets the script make calls again. */
  void leave() {
    calls.unlock();
  }

  /**
   * Returns what runs now, or null. Asked between the calls of a script, or with the execution lock
   * held.
   */
  public Run current() {
    return run;
  }

  /** Gives what runs some time to end, then ends it; for a server that is about to stop. */
  public void endWithin(long millis) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (run != null && !isBusy() && System.nanoTime() < deadlineNanos) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    Run now = run;
    if (now != null) {
      now.killer().accept("the server is shutting down");
    }
  }
}
