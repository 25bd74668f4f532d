package io.dredis.server.command.sortedset;

import io.dredis.server.command.CommandTable;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.command.sortedset.RangeQuery.By;
import io.dredis.server.resp.Reply;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.SortedSetEdit;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSetWriter;
import io.dredis.storage.type.SortedSets;
import java.util.List;

/** ZRANGE and its like: members between two ranks, scores or members, read, counted or removed. */
final class RangeCommands {
  /** The most members of a reply that is made in memory; a snapshot costs more than these. */
  private static final long IN_MEMORY_MEMBERS = 256;

  private final Store store;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;
  private final SortedSets sortedSets;

  RangeCommands(Store store, SnapshotSource snapshots, LargeWork largeWork, SortedSets sortedSets) {
    this.store = store;
    this.snapshots = snapshots;
    this.largeWork = largeWork;
    this.sortedSets = sortedSets;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("zrange", call -> range(call, null, null))
        .bind("zrevrange", call -> range(call, By.RANK, true))
        .bind("zrangebyscore", call -> range(call, By.SCORE, false))
        .bind("zrevrangebyscore", call -> range(call, By.SCORE, true))
        .bind("zrangebylex", call -> range(call, By.LEX, false))
        .bind("zrevrangebylex", call -> range(call, By.LEX, true))
        .bind("zrangestore", this::zrangestore)
        .bind("zcount", call -> count(call, By.SCORE))
        .bind("zlexcount", call -> count(call, By.LEX))
        .bind("zremrangebyrank", call -> remove(call, By.RANK))
        .bind("zremrangebyscore", call -> remove(call, By.SCORE))
        .bind("zremrangebylex", call -> remove(call, By.LEX));
  }

  private Reply range(Invocation call, By byOrNull, Boolean reverseOrNull) {
    RangeQuery query = RangeQuery.of(call, 2, byOrNull, reverseOrNull, false);
    byte[] key = call.argument(1);
    SortedSetValue value = sortedSets.lookup(database(call), key);
    Ranks ranks = value == null ? Ranks.NONE : query.ranks(value);
    if (ranks.count() == 0) {
      return Reply.EMPTY_ARRAY;
    }
    Form form = Form.of(call, query.withScores());
    Reply small =
        ranks.count() <= IN_MEMORY_MEMBERS
            ? EntriesReply.inMemory(value.entries(ranks, query.reverse()), form)
            : null;
    return small != null
        ? small
        : new EntriesReply(
            snapshots.snapshot(), sortedSets, call, key, ranks, query.reverse(), form);
  }

  private Reply zrangestore(Invocation call) {
    RangeQuery query = RangeQuery.of(call, 3, null, null, true);
    int number = call.session().database();
    byte[] source = call.argument(2);
    SortedSetValue value = sortedSets.lookup(database(call), source);
    return largeWork.run(
        call,
        value == null ? 0 : query.ranks(value).count(),
        List.of(HeldKeys.Key.of(number, source)),
        HeldKeys.Key.of(number, call.argument(1)),
        (databases, asides) -> copy(call, query, databases.apply(number), asides));
  }

  private LargeWork.Result copy(
      Invocation call, RangeQuery query, Keyspace keyspace, AsideSource asides) {
    SortedSetValue value = sortedSets.valueOf(keyspace, keyspace.find(call.argument(2)));
    SortedSetWriter writer =
        sortedSets.build(
            asides,
            members -> {
              if (value != null) {
                Ranks ranks = query.ranks(value);
                if (query.knowsCount()) {
                  members.expect(ranks.count());
                }
                members.addAll(value, ranks, query.reverse());
              }
            });
    return LargeWork.result(
        () -> {
          writer.store(database(call), call.argument(1));
          return new Reply.Int(writer.count());
        },
        writer::close);
  }

  private Reply count(Invocation call, By by) {
    RangeQuery query = RangeQuery.of(by, call.argument(2), call.argument(3));
    SortedSetValue value = sortedSets.lookup(database(call), call.argument(1));
    return new Reply.Int(value == null ? 0 : query.ranks(value).count());
  }

  private Reply remove(Invocation call, By by) {
    RangeQuery query = RangeQuery.of(by, call.argument(2), call.argument(3));
    SortedSetEdit edit = sortedSets.edit(database(call), call.argument(1));
    if (!edit.existed()) {
      return Reply.ZERO;
    }
    Ranks ranks = query.ranks(edit.value());
    if (edit.rewrites(ranks)) {
      return rewrite(call, ranks, edit.count());
    }
    edit.remove(ranks);
    edit.store();
    return new Reply.Int(ranks.count());
  }

  /** Removes very many members, by writing the others anew outside the lock. */
  private Reply rewrite(Invocation call, Ranks removed, long members) {
    int number = call.session().database();
    byte[] key = call.argument(1);
    HeldKeys.Key held = HeldKeys.Key.of(number, key);
    return largeWork.run(
        call,
        members,
        List.of(held),
        held,
        (databases, asides) -> {
          Keyspace keyspace = databases.apply(number);
          SortedSetValue value = sortedSets.valueOf(keyspace, keyspace.find(key));
          SortedSetWriter rest = sortedSets.without(value, removed, asides);
          return LargeWork.result(() -> replace(call, rest, removed.count()), rest::close);
        });
  }

  /** Stores what stays, unless the key has expired meanwhile. */
  private Reply replace(Invocation call, SortedSetWriter rest, long removed) {
    SortedSetEdit edit = sortedSets.edit(database(call), call.argument(1));
    if (!edit.existed()) {
      return Reply.ZERO;
    }
    edit.replaceBy(rest);
    edit.store();
    return new Reply.Int(removed);
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
