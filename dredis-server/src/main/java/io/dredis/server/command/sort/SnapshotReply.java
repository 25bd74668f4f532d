package io.dredis.server.command.sort;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;
import java.util.function.Function;

/**
 * The reply to a SORT that has nothing to sort, or not much, but much to answer: it is worked out
 * from a snapshot when it is written.
 */
final class SnapshotReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Function<StoreSnapshot, Sorting> sorting;

  /** The reply; it owns the snapshot. */
  SnapshotReply(StoreSnapshot snapshot, Function<StoreSnapshot, Sorting> sorting) {
    this.snapshot = snapshot;
    this.sorting = sorting;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Sorting work = sorting.apply(snapshot);
    try (Elements elements = work.open()) {
      out.arrayHeader(work.count() * work.options().parts().size());
      while (elements.next()) {
        for (SortPattern pattern : work.options().parts()) {
          SortValues.write(work.values().find(pattern, elements.element()), out);
        }
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
