package io.dredis.server.command.list;

import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.ListEnd;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import java.util.Arrays;

/** LPUSH, LRANGE, LPOP, LPOS and the other commands on lists. */
public final class ListCommands {
  private final Store store;
  private final Lists lists;
  private final ElementReplies replies;
  private final PopCommands pops;
  private final MoveCommands moves;
  private final PositionCommand position;
  private final EditCommands edits;

  /** The list family over a store. */
  public ListCommands(
      Store store,
      Lists lists,
      SnapshotSource snapshots,
      LargeWork largeWork,
      BlockedClients blocked) {
    this.store = store;
    this.lists = lists;
    this.replies = new ElementReplies(lists, snapshots);
    this.pops = new PopCommands(store, lists, replies, blocked);
    this.moves = new MoveCommands(store, lists, blocked);
    this.position = new PositionCommand(store, lists, snapshots);
    this.edits = new EditCommands(store, lists, largeWork);
  }

  /** Binds the handlers of the whole family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("lpush", call -> push(call, ListEnd.HEAD))
        .bind("rpush", call -> push(call, ListEnd.TAIL))
        .bind("lpushx", call -> pushIfExists(call, ListEnd.HEAD))
        .bind("rpushx", call -> pushIfExists(call, ListEnd.TAIL))
        .bind("lpop", call -> pop(call, ListEnd.HEAD))
        .bind("rpop", call -> pop(call, ListEnd.TAIL))
        .bind("llen", this::llen)
        .bind("lindex", this::lindex)
        .bind("lrange", this::lrange)
        .bind("lset", this::lset)
        .bind("ltrim", this::ltrim)
        .bind("lpos", position::lpos);
    edits.bind(table);
    pops.bind(table);
    moves.bind(table);
  }

  // ---- The ends

  private Reply push(Invocation call, ListEnd end) {
    return new Reply.Int(lists.push(database(call), call.argument(1), end, values(call)));
  }

  private Reply pushIfExists(Invocation call, ListEnd end) {
    return new Reply.Int(lists.pushIfExists(database(call), call.argument(1), end, values(call)));
  }

  private static byte[][] values(Invocation call) {
    return Arrays.copyOfRange(call.arguments(), 2, call.count());
  }

  private Reply pop(Invocation call, ListEnd end) {
    if (call.count() > 3) {
      throw new CommandException(Errors.wrongArity(call.command().spec().fullName()));
    }
    if (call.count() == 2) {
      return Reply.bulkOrNull(lists.pop(database(call), call.argument(1), end));
    }
    long count =
        Numbers.parseLong(call.argument(2), 0, Long.MAX_VALUE, Errors.OUT_OF_RANGE_POSITIVE);
    Reply popped = replies.pop(database(call), call.argument(1), end, count);
    return popped == null ? Reply.NULL_ARRAY : popped;
  }

  // ---- Reading

  private Reply llen(Invocation call) {
    return new Reply.Int(lists.length(database(call), call.argument(1)));
  }

  private Reply lindex(Invocation call) {
    ListValue list = lists.lookup(database(call), call.argument(1));
    return list == null
        ? Reply.NULL
        : Reply.bulkOrNull(list.get(Numbers.parseLong(call.argument(2))));
  }

  private Reply lrange(Invocation call) {
    long start = Numbers.parseLong(call.argument(2));
    long stop = Numbers.parseLong(call.argument(3));
    ListValue list = lists.lookup(database(call), call.argument(1));
    return list == null
        ? Reply.EMPTY_ARRAY
        : replies.range(database(call), call.argument(1), list, start, stop);
  }

  // ---- At an index

  private Reply lset(Invocation call) {
    Database database = database(call);
    byte[] key = call.argument(1);
    boolean misses =
        !Numbers.isLong(call.argument(2)) && lists.lookupForWrite(database, key) == null;
    if (misses) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    lists.set(database, key, Numbers.parseLong(call.argument(2)), call.argument(3));
    return Reply.OK;
  }

  private Reply ltrim(Invocation call) {
    long start = Numbers.parseLong(call.argument(2));
    long stop = Numbers.parseLong(call.argument(3));
    lists.trim(database(call), call.argument(1), start, stop);
    return Reply.OK;
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
