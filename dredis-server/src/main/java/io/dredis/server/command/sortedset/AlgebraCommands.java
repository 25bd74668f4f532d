package io.dredis.server.command.sortedset;

import io.dredis.server.command.CommandTable;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.command.sortedset.AlgebraQuery.Operation;
import io.dredis.server.command.sortedset.AlgebraQuery.Purpose;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.AlgebraInput;
import io.dredis.storage.type.ScoreOrder;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetWriter;
import io.dredis.storage.type.SortedSets;
import java.util.List;
import java.util.function.IntFunction;

/** ZUNION, ZINTER, ZDIFF, what stores their results, and ZINTERCARD. */
final class AlgebraCommands {
  /** The most members that are looked at under the lock for a reply. */
  private static final long IN_PLACE_MEMBERS = 4096;

  private static final long IN_MEMORY_BYTES = 256 << 10;

  /** The most members that are put in order by going over them several times. */
  private static final long PASSES_MEMBERS = 200_000;

  private final Store store;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;
  private final SortedSets sortedSets;

  AlgebraCommands(
      Store store, SnapshotSource snapshots, LargeWork largeWork, SortedSets sortedSets) {
    this.store = store;
    this.snapshots = snapshots;
    this.largeWork = largeWork;
    this.sortedSets = sortedSets;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("zunion", call -> read(call, Operation.UNION))
        .bind("zinter", call -> read(call, Operation.INTERSECTION))
        .bind("zdiff", call -> read(call, Operation.DIFFERENCE))
        .bind("zunionstore", call -> store(call, Operation.UNION))
        .bind("zinterstore", call -> store(call, Operation.INTERSECTION))
        .bind("zdiffstore", call -> store(call, Operation.DIFFERENCE))
        .bind("zintercard", this::zintercard);
  }

  // ---- Replies

  private Reply read(Invocation call, Operation operation) {
    AlgebraQuery query = query(call, 1, operation, Purpose.REPLY);
    Database database = database(call);
    List<AlgebraInput> inputs = query.inputs(database);
    Form form = Form.of(call, query.withScores());
    long most = query.mostMembers(inputs);
    if (most <= IN_PLACE_MEMBERS) {
      ScoreOrder order = new ScoreOrder(() -> query.open(inputs), IN_MEMORY_BYTES);
      SortedSetEntries all = order.nextRun();
      if (order.ended()) {
        return EntriesReply.ofAll(all, form);
      }
    }
    if (most <= PASSES_MEMBERS || store.readOnly()) {
      return new OrderedReply(snapshots.snapshot(), call, query, form);
    }
    // Its moment is now: nothing is held, and whatever is written meanwhile came later.
    return largeWork.run(
        call,
        most,
        List.of(),
        null,
        (databases, asides) -> {
          SortedSetWriter result = workOut(call, query, databases, asides);
          return LargeWork.result(() -> reply(call, result, form), result::close);
        });
  }

  /** Returns the reply that is a result, which nobody needs afterwards. */
  private Reply reply(Invocation call, SortedSetWriter result, Form form) {
    if (result.inMemory()) {
      return EntriesReply.ofAll(result.entries(), form);
    }
    Header header = result.drop(database(call));
    return new EntriesReply(snapshots.snapshot(), sortedSets, call, header, form);
  }

  private Reply zintercard(Invocation call) {
    AlgebraQuery query = query(call, 1, Operation.INTERSECTION, Purpose.CARDINALITY);
    List<AlgebraInput> inputs = query.inputs(database(call));
    return query.mostMembers(inputs) <= IN_PLACE_MEMBERS
        ? new Reply.Int(query.cardinality(inputs))
        : new CardinalityReply(snapshots.snapshot(), call, query);
  }

  // ---- Storing

  private Reply store(Invocation call, Operation operation) {
    AlgebraQuery query = query(call, 2, operation, Purpose.STORE);
    int number = call.session().database();
    return largeWork.run(
        call,
        query.mostMembers(query.inputs(database(call))),
        HeldKeys.Key.listOf(number, query.keys()),
        HeldKeys.Key.of(number, call.argument(1)),
        (databases, asides) -> {
          SortedSetWriter result = workOut(call, query, databases, asides);
          return LargeWork.result(() -> store(call, result), result::close);
        });
  }

  private Reply store(Invocation call, SortedSetWriter result) {
    result.store(database(call), call.argument(1));
    return new Reply.Int(result.count());
  }

  private SortedSetWriter workOut(
      Invocation call,
      AlgebraQuery query,
      IntFunction<? extends Keyspace> databases,
      AsideSource asides) {
    List<AlgebraInput> inputs = query.inputs(databases.apply(call.session().database()));
    return sortedSets.build(
        asides,
        members -> {
          members.beginAsSkiplist();
          members.addAll(query.open(inputs));
        });
  }

  // ---- Keys

  private AlgebraQuery query(Invocation call, int countAt, Operation operation, Purpose purpose) {
    return AlgebraQuery.of(call, countAt, operation, purpose, keys -> lookUp(call, keys));
  }

  /** Looks up all keys as a client's read, and checks their types. */
  private List<byte[]> lookUp(Invocation call, List<byte[]> keys) {
    for (byte[] key : keys) {
      AlgebraInput.of(database(call), database(call).lookup(key), 1);
    }
    return keys;
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
