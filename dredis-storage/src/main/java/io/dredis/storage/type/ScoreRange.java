package io.dredis.storage.type;

/**
 * The scores between two, each inclusive or not.
 *
 * @param min the lower one
 * @param minExclusive whether it is not in the range
 * @param max the upper one
 * @param maxExclusive whether it is not in the range
 */
public record ScoreRange(double min, boolean minExclusive, double max, boolean maxExclusive) {

  /** Returns whether no score can be in it. */
  public boolean isEmpty() {
    return min > max || (min == max && (minExclusive || maxExclusive));
  }

  /** Returns whether a score lies before it. */
  boolean isAfter(double score) {
    return minExclusive ? score <= min : score < min;
  }

  /** Returns whether a score lies behind it. */
  boolean isBefore(double score) {
    return maxExclusive ? score >= max : score > max;
  }
}
