package io.dredis.server.command.sortedset;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.sortedset.EntriesReply.Form;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.SortedSetEdit;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSets;
import java.util.ArrayList;
import java.util.List;

/** ZPOPMIN, ZPOPMAX and ZMPOP. */
final class PopCommands {
  private static final String NO_COUNT = "ERR count should be greater than 0";

  private final Store store;
  private final SortedSets sortedSets;

  PopCommands(Store store, SortedSets sortedSets) {
    this.store = store;
    this.sortedSets = sortedSets;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("zpopmin", call -> pop(call, false))
        .bind("zpopmax", call -> pop(call, true))
        .bind("zmpop", this::zmpop);
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
    return edit.existed() ? pop(edit, count, max, form) : Reply.EMPTY_ARRAY;
  }

  private static Reply pop(SortedSetEdit edit, long count, boolean max, Form form) {
    Ranks ranks = new Ranks(0, edit.count()).limit(0, count, max);
    if (ranks.count() == 0) {
      return Reply.EMPTY_ARRAY;
    }
    List<Reply> popped = new ArrayList<>();
    try (SortedSetEntries entries = edit.value().entries(ranks, max)) {
      while (entries.next()) {
        EntriesReply.add(popped, entries.member(), entries.score(), form);
      }
    }
    edit.remove(ranks);
    edit.store();
    return new Reply.Array(popped);
  }

  private Reply zmpop(Invocation call) {
    long keys =
        Numbers.parseLong(call.argument(1), 1, Long.MAX_VALUE, Errors.KEY_COUNT_NOT_POSITIVE);
    if (keys > call.count() - 3) {
      throw new CommandException(Errors.SYNTAX);
    }
    Arguments rest = Arguments.from(call, 2 + (int) keys);
    boolean max = rest.accept("MAX");
    if (!max && !rest.accept("MIN")) {
      throw new CommandException(Errors.SYNTAX);
    }
    long count = 1;
    if (rest.accept("COUNT", 1)) {
      count = Numbers.parseLong(rest.next(), 1, Long.MAX_VALUE, NO_COUNT);
    }
    if (rest.hasNext()) {
      throw new CommandException(Errors.SYNTAX);
    }
    for (int i = 2; i < 2 + keys; i++) {
      SortedSetEdit edit = sortedSets.edit(database(call), call.argument(i));
      if (edit.existed()) {
        return Reply.Array.of(new Reply.Bulk(call.argument(i)), pop(edit, count, max, Form.NESTED));
      }
    }
    return Reply.NULL_ARRAY;
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
