package io.dredis.benchmark.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one thing measured in several rounds. */
final class Samples {
  private final List<Double> samples = new ArrayList<>();

  /** Adds a measurement. */
  void add(double sample) {
    samples.add(sample);
  }

  /** Returns the median; of an even number of measurements the mean of the two in the middle. */
  double median() {
    List<Double> sorted = sorted();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Returns the largest. */
  double max() {
    return Collections.max(samples);
  }

  /** Returns how many there are. */
  int count() {
    return samples.size();
  }

  /** Returns all in the order in which they were measured. */
  List<Double> all() {
    return List.copyOf(samples);
  }

  private List<Double> sorted() {
    if (samples.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    List<Double> sorted = new ArrayList<>(samples);
    Collections.sort(sorted);
    return sorted;
  }
}
