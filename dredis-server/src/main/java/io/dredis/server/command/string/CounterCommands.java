package io.dredis.server.command.string;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.Strings;

/** INCR, DECR and the other commands that treat a string as a number. */
final class CounterCommands {
  private final Store store;
  private final Strings strings;

  CounterCommands(Store store, Strings strings) {
    this.store = store;
    this.strings = strings;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("incr", call -> add(call, 1))
        .bind("decr", call -> add(call, -1))
        .bind("incrby", call -> add(call, Numbers.parseLong(call.argument(2))))
        .bind("decrby", this::decrby)
        .bind("incrbyfloat", this::incrbyfloat);
  }

  private Reply decrby(Invocation call) {
    long decrement = Numbers.parseLong(call.argument(2));
    if (decrement == Long.MIN_VALUE) {
      throw new CommandException(Errors.DECREMENT_OVERFLOW);
    }
    return add(call, -decrement);
  }

  private Reply add(Invocation call, long increment) {
    return new Reply.Int(strings.increment(database(call), call.argument(1), increment));
  }

  private Reply incrbyfloat(Invocation call) {
    return new Reply.Bulk(
        strings.incrementFloat(database(call), call.argument(1), call.argument(2)));
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
