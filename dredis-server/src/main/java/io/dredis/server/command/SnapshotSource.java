package io.dredis.server.command;

import io.dredis.storage.keyspace.StoreSnapshot;

/** Where a handler gets the snapshot that a streamed reply is written from. */
public interface SnapshotSource {

  /**
   * Takes a snapshot of everything done so far, by the running batch too, whose writes are
   * committed to that end. A handler calls it before its own first write; whoever gets the snapshot
   * closes it.
   */
  StoreSnapshot snapshot();
}
