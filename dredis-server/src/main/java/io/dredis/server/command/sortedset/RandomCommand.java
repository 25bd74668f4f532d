package io.dredis.server.command.sortedset;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.RandomEntries;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSets;
import java.util.ArrayList;
import java.util.List;

/** ZRANDMEMBER. */
final class RandomCommand {
  /** The most members that are picked in memory. */
  private static final long IN_MEMORY_MEMBERS = 256;

  private final Store store;
  private final SnapshotSource snapshots;
  private final SortedSets sortedSets;
  private final RandomEntries random;

  RandomCommand(
      Store store, SnapshotSource snapshots, SortedSets sortedSets, RandomEntries random) {
    this.store = store;
    this.snapshots = snapshots;
    this.sortedSets = sortedSets;
    this.random = random;
  }

  void bind(CommandTable.Builder table) {
    table.bind("zrandmember", this::zrandmember);
  }

  private Reply zrandmember(Invocation call) {
    if (call.count() == 2) {
      SortedSetValue value = sortedSets.lookup(database(call), call.argument(1));
      if (value == null) {
        return Reply.NULL;
      }
      try (SortedSetEntries one = random.one(value)) {
        one.next();
        return new Reply.Bulk(one.member());
      }
    }
    long count = count(call);
    SortedSetValue value = sortedSets.lookup(database(call), call.argument(1));
    if (value == null || count == 0) {
      return Reply.EMPTY_ARRAY;
    }
    Form form = Form.of(call, call.count() > 3);
    if (count >= value.count()) {
      return all(call, value, form);
    }
    return Math.abs(count) > IN_MEMORY_MEMBERS
        ? new RandomReply(snapshots.snapshot(), sortedSets, call, count, form, random.split())
        : inMemory(value, count, form);
  }

  /** Returns all members, from the last one back, as Redis goes over them. */
  private Reply all(Invocation call, SortedSetValue value, Form form) {
    Ranks all = new Ranks(0, value.count());
    Reply small =
        all.count() <= IN_MEMORY_MEMBERS
            ? EntriesReply.inMemory(value.entries(all, true), form)
            : null;
    return small != null
        ? small
        : new EntriesReply(
            snapshots.snapshot(), sortedSets, call, call.argument(1), all, true, form);
  }

  private static long count(Invocation call) {
    if (!Numbers.isLong(call.argument(2))) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    }
    long count =
        Numbers.parseLong(
            call.argument(2), -Long.MAX_VALUE, Long.MAX_VALUE, Errors.OUT_OF_SYMMETRIC_RANGE);
    if (call.count() > 4 || (call.count() == 4 && !Arguments.is(call.argument(3), "WITHSCORES"))) {
      throw new CommandException(Errors.SYNTAX);
    }
    boolean doubled = call.count() == 4;
    if (doubled && (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2)) {
      throw new CommandException("ERR value is out of range");
    }
    return count;
  }

  private Reply inMemory(SortedSetValue value, long count, Form form) {
    if (count > 0) {
      return EntriesReply.ofAll(random.different(value, (int) count), form);
    }
    List<Reply> picked = new ArrayList<>();
    for (long left = count; left < 0; left++) {
      try (SortedSetEntries one = random.one(value)) {
        one.next();
        EntriesReply.add(picked, one.member(), one.score(), form);
      }
    }
    return new Reply.Array(picked);
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
