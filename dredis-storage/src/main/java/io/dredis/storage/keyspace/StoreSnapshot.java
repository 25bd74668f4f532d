package io.dredis.storage.keyspace;

import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a store was at one moment, for as long as it is open. It may be read by any thread, by
 * several at once, without the lock. A key that has expired at that moment is not there; one that
 * expires later stays. It must be closed.
 */
public final class StoreSnapshot implements AutoCloseable {
  private final Runnable release;
  private final SnapshotKeyspace[] databases;
  private final SortedMap<String, byte[]> libraries;
  private final AtomicBoolean closed = new AtomicBoolean();

  StoreSnapshot(
      Runnable release, SnapshotKeyspace[] databases, SortedMap<String, byte[]> libraries) {
    this.release = release;
    this.databases = databases;
    this.libraries = libraries;
  }

  /** Returns a database as it was. */
  public Keyspace database(int number) {
    return databases[number];
  }

  /** Returns how many databases there are. */
  public int databaseCount() {
    return databases.length;
  }

  /** Returns the sources of the function libraries by name, as they were. */
  public SortedMap<String, byte[]> libraries() {
    return libraries;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
