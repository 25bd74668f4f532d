package io.dredis.server.command.list;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.ListRemoval;
import io.dredis.storage.type.ListSearch;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import java.util.List;
import java.util.function.BiFunction;

/**
 * LINSERT and LREM, which look for elements before they change a list. A long list is searched
 * without the lock, unless they are found near the end where the search begins.
 */
final class EditCommands {
  /** The most elements that are looked at twice to save looking at all without the lock. */
  private static final long NEAR = 1024;

  private final Store store;
  private final Lists lists;
  private final LargeWork largeWork;

  EditCommands(Store store, Lists lists, LargeWork largeWork) {
    this.store = store;
    this.lists = lists;
    this.largeWork = largeWork;
  }

  void bind(CommandTable.Builder table) {
    table.bind("linsert", this::linsert).bind("lrem", this::lrem);
  }

  private Reply linsert(Invocation call) {
    boolean after = Arguments.is(call.argument(2), "AFTER");
    if (!after && !Arguments.is(call.argument(2), "BEFORE")) {
      throw new CommandException(Errors.SYNTAX);
    }
    byte[] pivot = call.argument(3);
    return search(
        call,
        pivot,
        1,
        (list, asides) -> {
          long at = indexOf(list, pivot);
          long index = after ? at + 1 : at;
          return LargeWork.result(
              () ->
                  new Reply.Int(
                      at == ListSearch.NONE
                          ? -1
                          : lists.insertAt(
                              database(call), call.argument(1), index, call.argument(4))),
              () -> {});
        });
  }

  private static long indexOf(ListValue list, byte[] element) {
    try (ListSearch search = list.search(element, 1, 0)) {
      return search.next();
    }
  }

  private Reply lrem(Invocation call) {
    long count = Numbers.parseLong(call.argument(2));
    byte[] element = call.argument(3);
    return search(
        call,
        element,
        count,
        (list, asides) -> {
          ListRemoval removal = lists.removal(list, count, element, asides);
          return LargeWork.result(
              () -> new Reply.Int(removal.apply(database(call), call.argument(1))), removal::close);
        });
  }

  /**
   * Runs a command that looks for an element, outside the lock if it may take long; the reply is 0
   * when there is no such key.
   *
   * @param count how many of them it looks for, as LREM has it
   */
  private Reply search(
      Invocation call,
      byte[] element,
      long count,
      BiFunction<ListValue, AsideSource, LargeWork.Result> workOut) {
    byte[] key = call.argument(1);
    ListValue list = lists.lookupForWrite(database(call), key);
    if (list == null) {
      return Reply.ZERO;
    }
    int number = call.session().database();
    HeldKeys.Key held = HeldKeys.Key.of(number, key);
    return largeWork.run(
        call,
        isNear(list, element, count) ? 0 : list.length(),
        List.of(held),
        held,
        (databases, asides) -> {
          Keyspace keyspace = databases.apply(number);
          return workOut.apply(lists.valueOf(keyspace, keyspace.find(key)), asides);
        });
  }

  private static boolean isNear(ListValue list, byte[] element, long count) {
    if (list.length() <= NEAR || count == 0 || Math.abs(count) > NEAR || count == Long.MIN_VALUE) {
      return false;
    }
    long found = 0;
    try (ListSearch search = list.search(element, count > 0 ? 1 : -1, NEAR)) {
      while (found < Math.abs(count) && search.next() != ListSearch.NONE) {
        found++;
      }
    }
    return found == Math.abs(count);
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
