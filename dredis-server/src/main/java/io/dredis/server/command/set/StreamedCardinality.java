package io.dredis.server.command.set;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The reply to a SINTERCARD of large sets, which are counted in a snapshot, without the lock. */
final class StreamedCardinality implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Sets sets;
  private final int database;
  private final List<byte[]> keys;
  private final long limit;

  /**
   * The reply; it owns the snapshot.
   *
   * @param limit where the counting ends, or 0 for the end
   */
  StreamedCardinality(
      StoreSnapshot snapshot, Sets sets, int database, List<byte[]> keys, long limit) {
    this.snapshot = snapshot;
    this.sets = sets;
    this.database = database;
    this.keys = keys;
    this.limit = limit;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    List<SetValue> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      values.add(sets.valueOf(keyspace, keyspace.find(key)));
    }
    out.integer(count(values, limit));
  }

  /** Returns how many members all sets have in common, at most the limit if it is not 0. */
  static long count(List<SetValue> values, long limit) {
    long count = 0;
    try (MemberStream common = Sets.intersection(values)) {
      while ((limit == 0 || count < limit) && common.next()) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
