package io.dredis.server.command.sortedset;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.ScoreOrder;
import io.dredis.storage.type.SortedSetEntries;
import java.io.IOException;

/**
 * The result of a ZUNION, ZINTER or ZDIFF, worked out from a snapshot while it is written: once, or
 * once for each part of it that fits a buffer.
 */
final class OrderedReply implements Reply.Streamed {
  private static final long BUFFER_BYTES = 8 << 20;

  private final StoreSnapshot snapshot;
  private final int database;
  private final AlgebraQuery query;
  private final Form form;

  /** The reply; it owns the snapshot. */
  OrderedReply(StoreSnapshot snapshot, Invocation call, AlgebraQuery query, Form form) {
    this.snapshot = snapshot;
    this.database = call.session().database();
    this.query = query;
    this.form = form;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    ScoreOrder order = new ScoreOrder(() -> query.open(query.inputs(keyspace)), BUFFER_BYTES);
    SortedSetEntries run = order.nextRun();
    EntriesReply.writeHeader(out, order.count(), form);
    EntriesReply.writeAll(out, run, form);
    while (!order.ended()) {
      EntriesReply.writeAll(out, order.nextRun(), form);
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
