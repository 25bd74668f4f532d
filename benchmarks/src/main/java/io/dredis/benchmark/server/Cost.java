package io.dredis.benchmark.server;

/**
 * What some calls cost.
 *
 * @param cpuNanos CPU time of the server
 * @param nanos time on the clock, as the client sees it
 */
record Cost(long cpuNanos, long nanos, int calls) {
  /** Returns the server's CPU time per call. */
  double cpuMicros() {
    return cpuNanos / 1e3 / calls;
  }

  /** Returns the time on the clock per call. */
  double micros() {
    return nanos / 1e3 / calls;
  }
}
