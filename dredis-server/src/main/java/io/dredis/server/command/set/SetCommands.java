package io.dredis.server.command.set;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.ScanCursor;
import io.dredis.server.command.ScanOptions;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.UnknownCursorException;
import io.dredis.storage.type.RandomMembers;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** SADD, SREM, SISMEMBER and the other commands on the members of one set. */
public final class SetCommands {
  private final Store store;
  private final Sets sets;
  private final MemberReplies replies;
  private final RandomMemberCommands randomMembers;
  private final SetAlgebraCommands algebra;

  /**
   * The set family over a store.
   *
   * @param maxIntsetEntries the most members of an intset, {@code set-max-intset-entries}
   * @param random where random members come from
   */
  public SetCommands(
      Store store,
      SnapshotSource snapshots,
      LargeWork largeWork,
      LongSupplier maxIntsetEntries,
      RandomGenerator random) {
    this.store = store;
    this.sets = new Sets(maxIntsetEntries);
    this.replies = new MemberReplies(sets, snapshots);
    this.randomMembers =
        new RandomMemberCommands(
            store, sets, replies, snapshots, largeWork, new RandomMembers(random));
    this.algebra = new SetAlgebraCommands(store, sets, replies, snapshots, largeWork);
  }

  /** Binds the handlers of the whole family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("sadd", this::sadd)
        .bind("srem", this::srem)
        .bind("scard", this::scard)
        .bind("sismember", this::sismember)
        .bind("smismember", this::smismember)
        .bind("smembers", this::smembers)
        .bind("smove", this::smove)
        .bind("sscan", this::sscan);
    randomMembers.bind(table);
    algebra.bind(table);
  }

  private Reply sadd(Invocation call) {
    return new Reply.Int(sets.add(database(call), call.argument(1), call.arguments(), 2));
  }

  private Reply srem(Invocation call) {
    return new Reply.Int(sets.remove(database(call), call.argument(1), call.arguments(), 2));
  }

  private Reply scard(Invocation call) {
    SetValue value = sets.lookup(database(call), call.argument(1));
    return value == null ? Reply.ZERO : new Reply.Int(value.size());
  }

  private Reply sismember(Invocation call) {
    SetValue value = sets.lookup(database(call), call.argument(1));
    return Reply.flag(value != null && value.contains(call.argument(2)));
  }

  private Reply smismember(Invocation call) {
    SetValue value = sets.lookup(database(call), call.argument(1));
    boolean[] present =
        value == null ? new boolean[call.count() - 2] : value.contains(call.arguments(), 2);
    List<Reply> flags = new ArrayList<>(present.length);
    for (boolean each : present) {
      flags.add(Reply.flag(each));
    }
    return new Reply.Array(flags);
  }

  private Reply smembers(Invocation call) {
    SetValue value = sets.lookup(database(call), call.argument(1));
    return value == null
        ? RandomMemberCommands.EMPTY_SET
        : replies.whole(call, call.argument(1), value, true);
  }

  private Reply smove(Invocation call) {
    return Reply.flag(
        sets.move(database(call), call.argument(1), call.argument(2), call.argument(3)));
  }

  private Reply sscan(Invocation call) {
    long cursor = ScanCursor.parse(call.argument(2));
    Database database = database(call);
    SetValue value = sets.lookup(database, call.argument(1));
    if (value == null) {
      return ScanOptions.EMPTY;
    }
    ScanOptions options = ScanOptions.of(call);
    try {
      return ScanOptions.reply(
          sets.scan(database, value, cursor, options.pattern(), options.count()));
    } catch (UnknownCursorException e) {
      throw new CommandException(Errors.INVALID_CURSOR);
    }
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
