package io.dredis.storage.type;

/**
 * Members of a sorted set with their scores, one after the other. It stands before the first until
 * {@link #next} is called, and must be closed.
 */
public interface SortedSetEntries extends AutoCloseable {
  /** Moves to the next member and returns true; returns false when there is none. */
  boolean next();

  /** Returns the member, which must not be changed. */
  byte[] member();

  /** Returns its score. */
  double score();

  @Override
  void close();
}
