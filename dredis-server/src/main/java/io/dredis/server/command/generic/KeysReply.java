package io.dredis.server.command.generic;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.KeyCursor;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;

/**
 * The reply to KEYS, written from a snapshot: once over the keys to count them, because the count
 * comes first in an array, and once to write them.
 */
final class KeysReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Keyspace keyspace;
  private final GlobPattern pattern;

  /** The reply; it owns the snapshot. */
  KeysReply(StoreSnapshot snapshot, int database, GlobPattern pattern) {
    this.snapshot = snapshot;
    this.keyspace = snapshot.database(database);
    this.pattern = pattern;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    long count = 0;
    try (KeyCursor keys = keyspace.keys(pattern)) {
      while (keys.next()) {
        count++;
      }
    }
    out.arrayHeader(count);
    try (KeyCursor keys = keyspace.keys(pattern)) {
      while (keys.next()) {
        out.bulk(keys.key());
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
