package io.dredis.server.rdb;

import io.dredis.storage.keyspace.KeyspaceListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the writes to keys, for save points and INFO: one for each key that a command wrote, and
 * for each database that was flushed or swapped. As in Redis, expiry does not count. A write that
 * was rolled back counts too; at worst a save comes early.
 */
public final class ChangeCount implements KeyspaceListener {
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean counting = true;

  /** Says whether writes count; those of a load do not. */
  public void setCounting(boolean value) {
    counting = value;
  }

  /** Returns how many there were since the start. */
  long total() {
    return changes.get();
  }

  @Override
  public void changed(int database, byte[] key) {
    count();
  }

  @Override
  public void expired(int database, byte[] key) {}

  @Override
  public void replaced(int database) {
    count();
  }

  private void count() {
    if (counting) {
      changes.incrementAndGet();
    }
  }
}
