package io.dredis.server.command.set;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.RandomMembers;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * The reply to SRANDMEMBER with a negative count: that many members of a set, picked from a
 * snapshot one by one, each from all.
 */
final class RepeatedPicks implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Sets sets;
  private final int database;
  private final byte[] key;
  private final long count;
  private final RandomMembers random;

  /** The reply; it owns the snapshot. */
  RepeatedPicks(
      StoreSnapshot snapshot, Sets sets, int database, byte[] key, long count, long seed) {
    this.snapshot = snapshot;
    this.sets = sets;
    this.database = database;
    this.key = key;
    this.count = count;
    this.random = new RandomMembers(new SplittableRandom(seed));
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    SetValue value = sets.valueOf(keyspace, keyspace.find(key));
    out.arrayHeader(count);
    for (long i = 0; i < count; i++) {
      out.bulk(random.one(value).members().get(0));
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
