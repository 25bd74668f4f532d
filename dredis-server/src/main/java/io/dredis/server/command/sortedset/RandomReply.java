package io.dredis.server.command.sortedset;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.RandomEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSets;
import java.io.IOException;

/** Many random members, picked from a snapshot while they are written. */
final class RandomReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final SortedSets sortedSets;
  private final int database;
  private final byte[] key;
  private final long count;
  private final Form form;
  private final RandomEntries random;

  /**
   * So many different members of the key that is the first argument, or for a negative number any
   * members. The reply owns the snapshot.
   */
  RandomReply(
      StoreSnapshot snapshot,
      SortedSets sortedSets,
      Invocation call,
      long count,
      Form form,
      RandomEntries random) {
    this.snapshot = snapshot;
    this.sortedSets = sortedSets;
    this.database = call.session().database();
    this.key = call.argument(1);
    this.count = count;
    this.form = form;
    this.random = random;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    SortedSetValue value = sortedSets.lookup(snapshot.database(database), key);
    long picked = Math.abs(count);
    EntriesReply.writeHeader(out, picked, form);
    if (count > 0) {
      EntriesReply.writeAll(out, random.sample(value, count), form);
    }
    for (long left = count; left < 0; left++) {
      EntriesReply.writeAll(out, random.one(value), form);
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
