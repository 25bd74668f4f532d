package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;

/**
 * A list that is being changed. What it writes are elements; the caller stores the header at the
 * end. Indexes are those of elements that are there.
 */
interface ListEdit {
  long length();

  byte[] get(long index);

  /** Adds values at an end, one after the other. */
  void push(ListEnd end, byte[]... values);

  /** Removes the element at an end and returns it; there must be one. */
  byte[] pop(ListEnd end);

  void set(long index, byte[] value);

  /**
   * Puts a value before the element at an index; one that is the length puts it behind the last.
   */
  void insert(long index, byte[] value);

  void remove(long index);

  /** Keeps the elements of a range that is not empty, and removes all others. */
  void trim(long fromInclusive, long toExclusive);

  /** Returns the header of the list as it is now, which must not be empty. */
  Header header(long expiryMillis);
}
