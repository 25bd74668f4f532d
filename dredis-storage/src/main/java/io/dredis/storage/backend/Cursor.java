package io.dredis.storage.backend;

/**
 * A position in the ordered records of a {@link Reader}.
 *
 * <p>A new cursor stands nowhere: {@link #seek} is its first call. It may be used by any thread, by
 * one at a time. Each moving method returns whether the cursor now stands on a record; {@link #key}
 * and {@link #value} may be called only then. A call that comes too early throws an {@link
 * IllegalStateException}. Every method throws a {@link BackendException} when the store cannot be
 * read, or the cursor or its backend is closed.
 */
public interface Cursor extends AutoCloseable {

  /**
   * Moves to the first record whose key is at or after {@code key} and returns true; when there is
   * none, stands behind the last record and returns false, and {@link #previous} then leads to the
   * last record.
   */
  boolean seek(byte[] key);

  /**
   * Moves to the next record and returns true; behind the last record it stands behind the last and
   * returns false. From before the first record it leads to the first.
   */
  boolean next();

  /**
   * Moves to the previous record and returns true; before the first record it stands before the
   * first and returns false. From behind the last record it leads to the last.
   */
  boolean previous();

  /** Returns the key of the record the cursor stands on. */
  byte[] key();

  /** Returns the value of the record the cursor stands on. */
  byte[] value();

  /** Gives back what the cursor holds; closing twice is harmless. */
  @Override
  void close();
}
