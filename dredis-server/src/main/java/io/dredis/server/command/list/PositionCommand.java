package io.dredis.server.command.list;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.ListSearch;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import java.util.ArrayList;
import java.util.List;

/**
 * LPOS. What is not found among the first elements that are looked at is searched for in a
 * snapshot, without the lock.
 */
final class PositionCommand {
  /** The most elements that are compared under the lock. */
  private static final long COMPARED_AT_ONCE = 1024;

  private final Store store;
  private final Lists lists;
  private final SnapshotSource snapshots;

  PositionCommand(Store store, Lists lists, SnapshotSource snapshots) {
    this.store = store;
    this.lists = lists;
    this.snapshots = snapshots;
  }

  /**
   * What LPOS is to find.
   *
   * @param rank the first place that counts, as in {@link ListValue#search}
   * @param most how many places at most; 0 for all
   * @param maxCompared how many elements are looked at; 0 for all
   * @param asArray whether the reply is an array, which COUNT asks for
   */
  record Query(byte[] element, long rank, long most, long maxCompared, boolean asArray) {
    static Query of(Invocation call) {
      long rank = 1;
      long most = 1;
      long maxCompared = 0;
      boolean asArray = false;
      for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) {
        if (rest.accept("RANK", 1)) {
          rank = rank(rest.next());
        } else if (rest.accept("COUNT", 1)) {
          most = Numbers.parseLong(rest.next(), 0, Long.MAX_VALUE, Errors.NEGATIVE_COUNT);
          asArray = true;
        } else if (rest.accept("MAXLEN", 1)) {
          maxCompared = Numbers.parseLong(rest.next(), 0, Long.MAX_VALUE, Errors.NEGATIVE_MAXLEN);
        } else {
          throw new CommandException(Errors.SYNTAX);
        }
      }
      return new Query(call.argument(2), rank, most, maxCompared, asArray);
    }

    private static long rank(byte[] argument) {
      long rank = Numbers.parseLong(argument);
      if (rank == 0) {
        throw new CommandException(Errors.RANK_ZERO);
      }
      // Redis cannot turn its sign, and then every place is one that counts.
      return rank == Long.MIN_VALUE ? -1 : rank;
    }

    ListSearch search(ListValue list, long maxComparedOrZero) {
      return list.search(element, rank, maxComparedOrZero);
    }

    boolean isEnough(long found) {
      return most != 0 && found >= most;
    }
  }

  Reply lpos(Invocation call) {
    Query query = Query.of(call);
    Database database = store.database(call.session().database());
    ListValue list = lists.lookup(database, call.argument(1));
    if (list == null) {
      return query.asArray() ? Reply.EMPTY_ARRAY : Reply.NULL;
    }
    Reply found = search(query, list);
    return found != null
        ? found
        : new StreamedPositions(
            snapshots.snapshot(), lists, database.number(), call.argument(1), query);
  }

  /** Returns the reply, or null when there is too much to look at for now. */
  private static Reply search(Query query, ListValue list) {
    long limit = query.maxCompared() == 0 ? list.length() : query.maxCompared();
    boolean whole = Math.min(limit, list.length()) <= COMPARED_AT_ONCE;
    List<Reply> found = new ArrayList<>();
    try (ListSearch search = query.search(list, Math.min(limit, COMPARED_AT_ONCE))) {
      for (long at; !query.isEnough(found.size()) && (at = search.next()) != ListSearch.NONE; ) {
        found.add(new Reply.Int(at));
      }
    }
    if (!whole && !query.isEnough(found.size())) {
      return null;
    }
    if (query.asArray()) {
      return new Reply.Array(found);
    }
    return found.isEmpty() ? Reply.NULL : found.get(0);
  }
}
