package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;

/**
 * A set that no key has yet, as {@link Sets#build} makes it; without {@link #store} it becomes
 * garbage.
 */
public final class NewSet implements AutoCloseable {
  private final SetBuilder builder;
  private final boolean intset;

  NewSet(SetBuilder builder, boolean intset) {
    this.builder = builder;
    this.intset = intset;
  }

  /** Returns how many members it has. */
  public long size() {
    return builder.count();
  }

  /** Stores it under a key, whatever the key held before; without any member, deletes the key. */
  public void store(Database database, byte[] key) {
    store(database, key, Header.NO_EXPIRY);
  }

  /** As {@link #store(Database, byte[])}, with an expiry. */
  public void store(Database database, byte[] key, long expiryMillis) {
    Header before = database.lookupForWrite(key);
    if (size() > 0) {
      database.store(key, builder.finish(database, intset, expiryMillis), before);
    } else if (before != null) {
      database.delete(key, before);
    }
  }

  @Override
  public void close() {
    builder.close();
  }
}
