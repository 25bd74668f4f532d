package io.dredis.benchmark.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a call cost in several measurements. */
final class CostSamples {
  private final List<Double> cpuMicros = new ArrayList<>();
  private final List<Double> micros = new ArrayList<>();

  /** Adds a measurement. */
  void add(Cost cost) {
    cpuMicros.add(cost.cpuMicros());
    micros.add(cost.micros());
  }

  /** Returns the median of the CPU time per call. */
  double cpuMicros() {
    return median(cpuMicros);
  }

  /** Returns how many calls a second one connection made, in the median. */
  double callsPerSecond() {
    return 1e6 / median(micros);
  }

  private static double median(List<Double> samples) {
    List<Double> sorted = new ArrayList<>(samples);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
