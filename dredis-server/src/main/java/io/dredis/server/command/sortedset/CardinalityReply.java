package io.dredis.server.command.sortedset;

import io.dredis.server.command.Invocation;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;

/** The reply to a ZINTERCARD of large inputs, which are counted in a snapshot, without the lock. */
final class CardinalityReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final int database;
  private final AlgebraQuery query;

  /** The reply; it owns the snapshot. */
  CardinalityReply(StoreSnapshot snapshot, Invocation call, AlgebraQuery query) {
    this.snapshot = snapshot;
    this.database = call.session().database();
    this.query = query;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    out.integer(query.cardinality(query.inputs(snapshot.database(database))));
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
