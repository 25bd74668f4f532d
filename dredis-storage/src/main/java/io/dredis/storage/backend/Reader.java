package io.dredis.storage.backend;

import java.util.List;

/**
 * Something that records can be read from: a backend as it stands, or a snapshot of it.
 *
 * <p>Keys and values are byte strings of any length, the empty one included. Arrays handed in are
 * never changed and never kept; arrays handed out belong to the caller, who must still not change
 * them, because an in-memory backend hands out what it stores.
 */
public interface Reader {

  /**
   * Returns the value of a key, or null when there is none.
   *
   * @throws BackendException when the store cannot be read
   */
  byte[] get(byte[] key);

  /**
   * Returns the values of several keys, in their order, with null for a key that has none. All are
   * read from one state; a backend whose reads are round trips answers them in one.
   *
   * @throws BackendException when the store cannot be read
   */
  byte[][] getAll(List<byte[]> keys);

  /**
   * Opens a cursor over the state of this moment; later commits do not show in it. It must be
   * closed.
   *
   * @throws BackendException when the store cannot be read
   */
  Cursor cursor();
}
