package io.dredis.rdb;

/**
 * What an RDB file says of a key besides its value.
 *
 * @param expiryMillis when it expires, in milliseconds since 1970, or {@link #NONE}; may have
 *     passed
 * @param idleSeconds for how long nobody had used it, or {@link #NONE}
 * @param frequency the logarithmic counter of its uses, 0 to 255, or {@link #NONE}
 */
public record KeyAttributes(long expiryMillis, long idleSeconds, int frequency) {
  /** What is not said. */
  public static final int NONE = -1;

  /** A key of which nothing is said. */
  public static final KeyAttributes EMPTY = new KeyAttributes(NONE, NONE, NONE);

  /** Returns the attributes of a key of which only the expiry is said, or {@link #NONE}. */
  public static KeyAttributes expiring(long expiryMillis) {
    return expiryMillis == NONE ? EMPTY : new KeyAttributes(expiryMillis, NONE, NONE);
  }

  KeyAttributes withExpiryMillis(long millis) {
    return new KeyAttributes(millis, idleSeconds, frequency);
  }

  KeyAttributes withIdleSeconds(long seconds) {
    return new KeyAttributes(expiryMillis, seconds, frequency);
  }

  KeyAttributes withFrequency(int counter) {
    return new KeyAttributes(expiryMillis, idleSeconds, counter);
  }
}
