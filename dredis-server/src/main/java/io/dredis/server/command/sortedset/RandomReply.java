package io.dredis.server.command.sortedset;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSets;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Many random members, picked from a snapshot while they are written. */
final class RandomReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final SortedSets sortedSets;
  private final int database;
  private final byte[] key;
  private final long count;
  private final Form form;

  /**
   * So many different members of the key that is the first argument, or for a negative number any
   * members. The reply owns the snapshot.
   */
  RandomReply(
      StoreSnapshot snapshot, SortedSets sortedSets, Invocation call, long count, Form form) {
    this.snapshot = snapshot;
    this.sortedSets = sortedSets;
    this.database = call.session().database();
    this.key = call.argument(1);
    this.count = count;
    this.form = form;
  }

  /** Adds the member of a rank to a reply in memory. */
  static void add(List<Reply> elements, SortedSetValue value, long rank, Form form) {
    try (SortedSetEntries entries = value.entries(new Ranks(rank, rank + 1), false)) {
      entries.next();
      EntriesReply.add(elements, entries.member(), entries.score(), form);
    }
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    SortedSetValue value = sortedSets.lookup(snapshot.database(database), key);
    long picked = Math.abs(count);
    EntriesReply.writeHeader(out, picked, form);
    if (count < 0) {
      writeAny(out, value);
    } else {
      writeDifferent(out, value);
    }
  }

  private void writeAny(RespWriter out, SortedSetValue value) throws IOException {
    for (long left = count; left < 0; left++) {
      long rank = ThreadLocalRandom.current().nextLong(value.count());
      try (SortedSetEntries entries = value.entries(new Ranks(rank, rank + 1), false)) {
        entries.next();
        EntriesReply.write(out, entries, form);
      }
    }
  }

  /** Takes each member with the chance that as many as are missing are among those left. */
  private void writeDifferent(RespWriter out, SortedSetValue value) throws IOException {
    long missing = count;
    long left = value.count();
    try (SortedSetEntries entries = value.entries()) {
      while (missing > 0 && entries.next()) {
        if (ThreadLocalRandom.current().nextLong(left--) < missing) {
          EntriesReply.write(out, entries, form);
          missing--;
        }
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
