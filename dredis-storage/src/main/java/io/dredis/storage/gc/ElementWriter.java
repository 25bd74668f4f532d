package io.dredis.storage.gc;

import io.dredis.storage.backend.Reader;

/**
 * Takes the records of a large value under a key id of its own, in bounded memory, before anything
 * refers to them. Without {@link #finish} they become garbage.
 */
public interface ElementWriter extends AutoCloseable {

  /** Returns the id that the value's element and index keys carry. */
  long keyId();

  /** Adds a record of the element or index space; the arrays must not be changed afterwards. */
  void put(byte[] key, byte[] value);

  /**
   * Adds an element that an index counts, among all whose keys begin as its own does. Whoever wrote
   * them makes the index from what was {@link #flushed}, unless this {@link #countsLater}.
   *
   * @param prefixLength how many bytes of the key they have in common
   */
  void putCounted(byte[] key, byte[] value, int prefixLength);

  /**
   * Returns whether the index is made by others, once all records are in order. Then nothing can be
   * read here, and an element that comes twice is found later, and refused.
   */
  boolean countsLater();

  /** Writes what was put so far, so that it can be read; no cursor should be open. */
  void flush();

  /** Returns where what was flushed is read from. */
  Reader flushed();

  /** Writes what is left; the caller stores a header with this id in the same transaction. */
  void finish();

  /** Ends the writing. Closing twice is harmless. */
  @Override
  void close();
}
