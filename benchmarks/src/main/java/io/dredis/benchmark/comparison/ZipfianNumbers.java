package io.dredis.benchmark.comparison;

import java.util.random.RandomGenerator;

/**
 * Numbers of which some are drawn far more often than others, as keys are read in practice: the
 * number of rank k is drawn in proportion to k to the power of minus the exponent (Zipf's law).
 *
 * <p>They are drawn by rejection from the curve through the probabilities, whose integral can be
 * inverted, by the method of Hörmann and Derflinger ("Rejection-inversion to generate variates from
 * monotone discrete distributions", 1996): exact, at the same small cost for any count. Ranks are
 * then spread over all numbers, so that what is drawn often does not lie together.
 */
final class ZipfianNumbers {
  /** The share of all numbers that lies between those of neighbouring ranks: the golden ratio. */
  private static final double SPREAD = 0.618_033_988_75;

  private final int count;
  private final double exponent;
  private final RandomGenerator random;
  private final long spread;
  private final double lowest;
  private final double highest;
  private final double accepted;

  /**
   * A source of numbers.
   *
   * @param count numbers are from 0 to below this
   * @param exponent more than 0 and not 1; YCSB's is 0.99
   */
  ZipfianNumbers(int count, double exponent, RandomGenerator random) {
    if (count < 1 || exponent <= 0 || exponent == 1) {
      throw new IllegalArgumentException(count + " numbers with exponent " + exponent);
    }
    this.count = count;
    this.exponent = exponent;
    this.random = random;
    this.spread = coprimeOf(count);
    // The first rank has the whole of its probability left of 1.5.
    this.lowest = integral(1.5) - 1;
    this.highest = integral(count + 0.5);
    this.accepted = 2 - inverse(integral(2.5) - density(2));
  }

  /** Returns the next number. */
  int next() {
    return numberOf(nextRank());
  }

  /** Returns the next rank, from 1 for the number that is drawn most. */
  int nextRank() {
    while (true) {
      double area = highest + random.nextDouble() * (lowest - highest);
      double x = inverse(area);
      int rank = Math.clamp(Math.round(x), 1, count);
      if (rank - x <= accepted || area >= integral(rank + 0.5) - density(rank)) {
        return rank;
      }
    }
  }

  /** Returns the number of a rank, a different one for each. */
  int numberOf(int rank) {
    return (int) ((rank - 1) * spread % count);
  }

  private double density(double x) {
    return Math.pow(x, -exponent);
  }

  private double integral(double x) {
    return (Math.pow(x, 1 - exponent) - 1) / (1 - exponent);
  }

  private double inverse(double area) {
    return Math.pow(1 + area * (1 - exponent), 1 / (1 - exponent));
  }

  private static long coprimeOf(int count) {
    long candidate = (long) (count * SPREAD);
    while (greatestCommonDivisor(candidate, count) != 1) {
      candidate++;
    }
    return candidate;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
