package io.dredis.benchmark.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipfianNumbersTest {
  private static final long SEED = 20261122;
  private static final int DRAWS = 1_000_000;

  @Test
  void eachRankIsDrawnInProportionToItsProbability() {
    for (double exponent : new double[] {0.5, 0.99, 1.5}) {
      int count = 1000;
      int[] drawn = drawn(new ZipfianNumbers(count, exponent, new Random(SEED)), count);
      double sum = IntStream.rangeClosed(1, count).mapToDouble(k -> Math.pow(k, -exponent)).sum();
      for (int rank = 1; rank <= count; rank++) {
        double expected = DRAWS * Math.pow(rank, -exponent) / sum;
        // Five standard deviations: a rank is drawn or it is not.
        double deviation = 5 * Math.sqrt(expected) + 1;
        String what = "rank " + rank + " of exponent " + exponent;
        assertEquals(expected, drawn[rank], deviation, what);
      }
    }
  }

  @Test
  void allNumbersComeAndNoOther() {
    for (int count : new int[] {1, 2, 3, 10, 97, 1024}) {
      ZipfianNumbers numbers = new ZipfianNumbers(count, 0.5, new Random(SEED));
      boolean[] seen = new boolean[count];
      for (int i = 0; i < 100 * count; i++) {
        seen[numbers.next()] = true;
      }
      for (int number = 0; number < count; number++) {
        assertTrue(seen[number], number + " of " + count);
      }
    }
  }

  @Test
  void neighbouringRanksAreFarApart() {
    int count = 1_000_000;
    ZipfianNumbers numbers = new ZipfianNumbers(count, 0.99, new Random(SEED));
    for (int rank = 1; rank < 100; rank++) {
      int apart = Math.abs(numbers.numberOf(rank + 1) - numbers.numberOf(rank));
      assertTrue(apart > count / 10, "ranks from " + rank + " are " + apart + " apart");
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    ZipfianNumbers one = new ZipfianNumbers(Integer.MAX_VALUE, 0.99, new Random(SEED));
    ZipfianNumbers other = new ZipfianNumbers(Integer.MAX_VALUE, 0.99, new Random(SEED));
    for (int i = 0; i < 1000; i++) {
      int number = one.next();
      assertTrue(number >= 0, "below zero");
      assertEquals(number, other.next());
    }
  }

  @Test
  void whatIsNoDistributionIsRefused() {
    Random random = new Random(SEED);
    assertThrows(IllegalArgumentException.class, () -> new ZipfianNumbers(0, 0.99, random));
    assertThrows(IllegalArgumentException.class, () -> new ZipfianNumbers(10, 1, random));
    assertThrows(IllegalArgumentException.class, () -> new ZipfianNumbers(10, 0, random));
  }

  private static int[] drawn(ZipfianNumbers numbers, int count) {
    int[] drawn = new int[count + 1];
    for (int i = 0; i < DRAWS; i++) {
      drawn[numbers.nextRank()]++;
    }
    return drawn;
  }
}
