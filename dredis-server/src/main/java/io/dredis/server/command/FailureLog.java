package io.dredis.server.command;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a failure that repeats: one line every ten seconds, with the number of those left out.
 * A full disk fails every write of every client, and a log on that disk would take what somebody
 * has just freed.
 *
 * <p>Used by one thread at a time.
 */
final class FailureLog {
  private static final Logger log = LoggerFactory.getLogger(FailureLog.class);
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private long lastNanos;
  private long leftOut;
  private boolean used;

  FailureLog() {
    this(System::nanoTime);
  }

  FailureLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Logs what failed and why, or counts it, and returns whether it was logged. */
  boolean failed(String what, Throwable why) {
    long now = nanoTime.getAsLong();
    if (used && now - lastNanos < INTERVAL_NANOS) {
      leftOut++;
      return false;
    }
    String rest = leftOut == 0 ? "" : " (and " + leftOut + " more since the last report)";
    log.error("{}: {}{}", what, why.getMessage(), rest, why);
    used = true;
    lastNanos = now;
    leftOut = 0;
    return true;
  }
}
