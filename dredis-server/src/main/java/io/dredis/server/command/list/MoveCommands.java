package io.dredis.server.command.list;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.BlockingTimeout;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.KeyTake;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.ListEnd;
import io.dredis.storage.type.Lists;
import java.util.List;

/** LMOVE, RPOPLPUSH, BLMOVE and BRPOPLPUSH: moves an element from one list to another. */
final class MoveCommands {
  private static final int SOURCE = 1;
  private static final int DESTINATION = 2;

  private final Store store;
  private final Lists lists;
  private final BlockedClients blocked;

  MoveCommands(Store store, Lists lists, BlockedClients blocked) {
    this.store = store;
    this.lists = lists;
    this.blocked = blocked;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("lmove", call -> move(call, ends(call)))
        .bind("rpoplpush", call -> move(call, tailToHead()))
        .bind("blmove", call -> moveOrWait(call, ends(call), call.argument(5)))
        .bind("brpoplpush", call -> moveOrWait(call, tailToHead(), call.argument(3)));
  }

  private static Reply move(Invocation call, KeyTake move) {
    Reply reply = move.take(call, call.argument(SOURCE));
    return reply == null ? Reply.NULL : reply;
  }

  private Reply moveOrWait(Invocation call, KeyTake move, byte[] timeout) {
    long timeoutMillis = BlockingTimeout.parseMillis(timeout);
    if (!call.canWait()) {
      // Answered as by the command that does not wait, unlike after the timeout.
      return move(call, move);
    }
    List<byte[]> keys = List.<byte[]>of(call.argument(SOURCE));
    return blocked.takeOrWait(call, ValueType.LIST, keys, timeoutMillis, move);
  }

  private KeyTake ends(Invocation call) {
    return between(end(call.argument(3)), end(call.argument(4)));
  }

  private static ListEnd end(byte[] name) {
    if (Arguments.is(name, "LEFT")) {
      return ListEnd.HEAD;
    }
    if (Arguments.is(name, "RIGHT")) {
      return ListEnd.TAIL;
    }
    throw new CommandException(Errors.SYNTAX);
  }

  private KeyTake tailToHead() {
    return between(ListEnd.TAIL, ListEnd.HEAD);
  }

  private KeyTake between(ListEnd from, ListEnd to) {
    return (call, key) -> {
      Database database = store.database(call.session().database());
      byte[] element = lists.move(database, key, from, call.argument(DESTINATION), to);
      return element == null ? null : new Reply.Bulk(element);
    };
  }
}
