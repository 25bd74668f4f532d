package io.dredis.storage.keyspace;

/** What INFO counts about the keys of a store since it was opened or the counters reset. */
public final class KeyspaceStatistics {
  private long hits;
  private long misses;
  private long expired;

  /** Returns how many look-ups of readers found their key. */
  public long hits() {
    return hits;
  }

  /** Returns how many look-ups of readers did not find their key. */
  public long misses() {
    return misses;
  }

  /** Returns how many keys were deleted because their time had come. */
  public long expired() {
    return expired;
  }

  /** Sets all counters to zero, as CONFIG RESETSTAT does. */
  public void reset() {
    hits = 0;
    misses = 0;
    expired = 0;
  }

  void countLookup(boolean hit) {
    if (hit) {
      hits++;
    } else {
      misses++;
    }
  }

  void countExpired() {
    expired++;
  }
}
