package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.index.CountedIndex;

/**
 * One database as something to read from: as it stands ({@link Database}), or as a snapshot shows
 * it. A key that has expired is not there.
 */
public interface Keyspace {

  /** Returns the number by which SELECT knows it. */
  int number();

  /** Returns the moment that decides what has expired, in milliseconds since the epoch. */
  long nowMillis();

  /** Returns where the elements of its values are read from. */
  Reader records();

  /**
   * Returns the counts above the elements whose keys begin with a prefix: {@code element · key id},
   * with what the type has behind it to tell its sections apart.
   */
  CountedIndex index(byte[] elementPrefix);

  /** Returns the header of a key, or null when there is no such key; tells nobody of the access. */
  Header find(byte[] key);

  /** Returns the header of a key that a client reads, or null when there is no such key. */
  Header lookup(byte[] key);

  /** Returns whether there is such a key; tells nobody of the access. */
  default boolean exists(byte[] key) {
    return find(key) != null;
  }

  /**
   * Returns how many keys there are, those that have expired but are not deleted yet included, as
   * DBSIZE counts.
   */
  long size();

  /** Returns how many keys have an expiry. */
  long expiresCount();

  /**
   * Opens a cursor over the live keys that match a pattern, in the order of their bytes. It must be
   * closed.
   */
  KeyCursor keys(GlobPattern pattern);
}
