package io.dredis.server.command.sortedset;

import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.BlockingTimeout;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.KeyTake;
import io.dredis.server.command.MultiPop;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.SortedSetEdit;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** ZPOPMIN, ZPOPMAX, ZMPOP and the blocking forms of all three. */
final class PopCommands {
  /** The most members of a reply that is made in memory. */
  private static final long IN_MEMORY_MEMBERS = 256;

  private final Store store;
  private final SnapshotSource snapshots;
  private final SortedSets sortedSets;
  private final BlockedClients blocked;

  PopCommands(
      Store store, SnapshotSource snapshots, SortedSets sortedSets, BlockedClients blocked) {
    this.store = store;
    this.snapshots = snapshots;
    this.sortedSets = sortedSets;
    this.blocked = blocked;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("zpopmin", call -> pop(call, false))
        .bind("zpopmax", call -> pop(call, true))
        .bind("zmpop", this::zmpop)
        .bind("bzpopmin", call -> bzpop(call, false))
        .bind("bzpopmax", call -> bzpop(call, true))
        .bind("bzmpop", this::bzmpop);
  }

  private Reply pop(Invocation call, boolean max) {
    if (call.count() > 3) {
      throw new CommandException(Errors.SYNTAX);
    }
    boolean counted = call.count() == 3;
    long count =
        counted
            ? Numbers.parseLong(call.argument(2), 0, Long.MAX_VALUE, Errors.OUT_OF_RANGE_POSITIVE)
            : 1;
    SortedSetEdit edit = sortedSets.edit(database(call), call.argument(1));
    Form form = counted ? Form.of(call, true) : Form.FLAT;
    return edit.existed() ? pop(call, call.argument(1), edit, count, max, form) : Reply.EMPTY_ARRAY;
  }

  private Reply pop(
      Invocation call, byte[] key, SortedSetEdit edit, long count, boolean max, Form form) {
    Ranks ranks = new Ranks(0, edit.count()).limit(0, count, max);
    if (ranks.count() == 0) {
      return Reply.EMPTY_ARRAY;
    }
    Reply small =
        ranks.count() <= IN_MEMORY_MEMBERS
            ? EntriesReply.inMemory(edit.value().entries(ranks, max), form)
            : null;
    Reply popped =
        small != null
            ? small
            : new EntriesReply(snapshots.snapshot(), sortedSets, call, key, ranks, max, form);
    return snapshots.followedBy(popped, () -> remove(edit, ranks));
  }

  private static void remove(SortedSetEdit edit, Ranks ranks) {
    edit.remove(ranks);
    edit.store();
  }

  private Reply zmpop(Invocation call) {
    MultiPop pop = MultiPop.parse(call, 1, "MIN", "MAX");
    Reply reply = withKey(pop).takeFirst(call, pop.keys());
    return reply == null ? Reply.NULL_ARRAY : reply;
  }

  private Reply bzmpop(Invocation call) {
    MultiPop pop = MultiPop.parse(call, 2, "MIN", "MAX");
    long timeoutMillis = BlockingTimeout.parseMillis(call.argument(1));
    return blocked.takeOrWait(call, ValueType.ZSET, pop.keys(), timeoutMillis, withKey(pop));
  }

  /** Pops several members, which stand behind the key in an array of their own. */
  private KeyTake withKey(MultiPop pop) {
    return (call, key) -> {
      SortedSetEdit edit = sortedSets.edit(database(call), key);
      return edit.existed()
          ? KeyedReply.of(key, pop(call, key, edit, pop.count(), pop.second(), Form.NESTED))
          : null;
    };
  }

  private Reply bzpop(Invocation call, boolean max) {
    int last = call.count() - 1;
    long timeoutMillis = BlockingTimeout.parseMillis(call.argument(last));
    List<byte[]> keys = Arrays.asList(Arrays.copyOfRange(call.arguments(), 1, last));
    return blocked.takeOrWait(
        call, ValueType.ZSET, keys, timeoutMillis, (again, key) -> popOne(again, key, max));
  }

  /** Pops one member: the key, the member, its score. */
  private Reply popOne(Invocation call, byte[] key, boolean max) {
    SortedSetEdit edit = sortedSets.edit(database(call), key);
    if (!edit.existed()) {
      return null;
    }
    List<Reply> reply = new ArrayList<>();
    reply.add(new Reply.Bulk(key));
    Ranks one = new Ranks(0, edit.count()).limit(0, 1, max);
    try (SortedSetEntries entries = edit.value().entries(one, max)) {
      entries.next();
      EntriesReply.add(reply, entries.member(), entries.score(), Form.FLAT);
    }
    remove(edit, one);
    return new Reply.Array(reply);
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
