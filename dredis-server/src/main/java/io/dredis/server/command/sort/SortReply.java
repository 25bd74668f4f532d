package io.dredis.server.command.sort;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;
import java.util.function.Function;

/** The reply to a SORT of much, which is worked out from a snapshot when it is written. */
final class SortReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Function<StoreSnapshot, Sorting> sorting;

  /** The reply; it owns the snapshot. */
  SortReply(StoreSnapshot snapshot, Function<StoreSnapshot, Sorting> sorting) {
    this.snapshot = snapshot;
    this.sorting = sorting;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Sorting work = sorting.apply(snapshot);
    Elements opened;
    try {
      opened = work.open();
    } catch (CommandException e) {
      out.error(e.getMessage());
      return;
    } catch (BackendException e) {
      out.error(Errors.storage(e.getMessage()));
      return;
    }
    try (Elements elements = opened) {
      out.arrayHeader(work.count() * work.options().parts().size());
      while (elements.next()) {
        write(out, work, elements.element());
      }
    }
  }

  private static void write(RespWriter out, Sorting work, byte[] element) throws IOException {
    for (SortPattern pattern : work.options().parts()) {
      SortValues.Value found = work.values().find(pattern, element);
      if (found == null) {
        out.nullValue();
      } else {
        found.writeTo(out);
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
