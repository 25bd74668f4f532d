package io.dredis.server.command;

/** What INFO commandstats shows of one command. Used under the execution lock. */
public final class CommandStatistics {
  private long calls;
  private long nanos;
  private long rejectedCalls;
  private long failedCalls;

  /** Counts one execution. */
  void executed(long elapsedNanos, boolean failed) {
    calls++;
    nanos += elapsedNanos;
    if (failed) {
      failedCalls++;
    }
  }

  /** Counts the rest of an execution that was answered later. */
  void resumed(long elapsedNanos, boolean failed) {
    nanos += elapsedNanos;
    if (failed) {
      failedCalls++;
    }
  }

  /** Counts an error beyond the one of an execution, as a script may return several. */
  void failedOnceMore() {
    failedCalls++;
  }

  /** Counts a request that a generic check refused. */
  void rejected() {
    rejectedCalls++;
  }

  /** Forgets everything. */
  public void reset() {
    calls = 0;
    nanos = 0;
    rejectedCalls = 0;
    failedCalls = 0;
  }

  /** Returns how often the handler ran. */
  public long calls() {
    return calls;
  }

  /** Returns the time spent in the handler, in microseconds. */
  public long micros() {
    return nanos / 1000;
  }

  /** Returns how often a generic check refused the command. */
  public long rejectedCalls() {
    return rejectedCalls;
  }

  /** Returns how often the handler answered with an error. */
  public long failedCalls() {
    return failedCalls;
  }
}
