package io.dredis.lua.language;

/**
 * The pseudo-random numbers of Redis's scripts: the 48-bit linear congruential generator of POSIX's
 * {@code lrand48}. The same seed gives the same numbers as in Redis.
 */
public final class Random48 {

  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xBL;
  private static final long MASK = (1L << 48) - 1;
  private static final int LOW_SEED = 0x330E;
  private static final int MAX = Integer.MAX_VALUE;

  private long state = 0x1234_ABCD_330EL;

  /** Begins anew from a seed. */
  public void seed(int seed) {
    state = ((long) seed << 16 | LOW_SEED) & MASK;
  }

  /** The next number from 0 to, exclusively, 1. */
  double next() {
    state = (state * MULTIPLIER + INCREMENT) & MASK;
    int value = (int) (state >>> 17);
    return (value % MAX) / (double) MAX;
  }
}
