package io.dredis.benchmark.comparison;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a server showed under one load in several rounds. */
final class RunSamples {
  private final Samples requestsPerSecond = new Samples();
  private final Samples p50Millis = new Samples();
  private final Samples p99Millis = new Samples();
  private final Samples cpuMicros = new Samples();

  /** Adds a run, in which the server used so much CPU time for each request. */
  void add(LoadResult run, double cpuMicrosPerRequest) {
    requestsPerSecond.add(run.requestsPerSecond());
    p50Millis.add(run.p50Millis());
    p99Millis.add(run.p99Millis());
    cpuMicros.add(cpuMicrosPerRequest);
  }

  /** Returns the requests answered in a second, in the median. */
  double requestsPerSecond() {
    return requestsPerSecond.median();
  }

  /** Returns how long half of the requests took at most. */
  double p50Millis() {
    return p50Millis.median();
  }

  /** Returns how long all but a hundredth of the requests took at most. */
  double p99Millis() {
    return p99Millis.median();
  }

  /** Returns the server's CPU time per request. */
  double cpuMicros() {
    return cpuMicros.median();
  }

  /** Returns all medians, and the single rounds behind the first and the last of them. */
  Map<String, Object> description() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("requestsPerSecond", requestsPerSecond());
    said.put("p50Millis", p50Millis());
    said.put("p99Millis", p99Millis());
    said.put("cpuMicrosPerRequest", cpuMicros());
    said.put("requestsPerSecondOfRounds", requestsPerSecond.all());
    said.put("cpuMicrosPerRequestOfRounds", cpuMicros.all());
    return said;
  }
}
