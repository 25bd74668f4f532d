package io.dredis.server.rdb;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;

/** The DUMP payload of a large value, written from a snapshot. */
final class DumpReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Payload payload;

  /** A reply that owns the snapshot, of which the payload's value is. */
  DumpReply(StoreSnapshot snapshot, Payload payload) {
    this.snapshot = snapshot;
    this.payload = payload;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    payload.writeTo(out);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
