package io.dredis.server.command.generic;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Store;

/** DBSIZE, FLUSHDB, FLUSHALL and SWAPDB. */
public final class DatabaseCommands {
  private final Store store;

  /** The commands over a store. */
  public DatabaseCommands(Store store) {
    this.store = store;
  }

  /** Binds the handlers of this family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("dbsize", call -> new Reply.Int(store.database(call.session().database()).size()))
        .bind("flushdb", this::flushdb)
        .bind("flushall", this::flushall)
        .bind("swapdb", this::swapdb);
  }

  private Reply flushdb(Invocation call) {
    checkFlushOption(call);
    store.flushDatabase(call.session().database());
    return Reply.OK;
  }

  private Reply flushall(Invocation call) {
    checkFlushOption(call);
    store.flushAll();
    return Reply.OK;
  }

  /**
   * ASYNC and SYNC come to the same: emptying a database takes no time, and its space is reclaimed
   * in the background.
   */
  private static void checkFlushOption(Invocation call) {
    Arguments rest = Arguments.from(call, 1);
    boolean valid = !rest.hasNext() || rest.accept("SYNC") || rest.accept("ASYNC");
    if (!valid || rest.hasNext()) {
      throw new CommandException(Errors.SYNTAX);
    }
  }

  private Reply swapdb(Invocation call) {
    int first = Numbers.parseInt(call.argument(1), "ERR invalid first DB index");
    int second = Numbers.parseInt(call.argument(2), "ERR invalid second DB index");
    if (!exists(first) || !exists(second)) {
      throw new CommandException(Errors.DB_INDEX_OUT_OF_RANGE);
    }
    store.swapDatabases(first, second);
    return Reply.OK;
  }

  private boolean exists(int number) {
    return number >= 0 && number < store.databaseCount();
  }
}
