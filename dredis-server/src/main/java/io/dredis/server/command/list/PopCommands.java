package io.dredis.server.command.list;

import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.BlockingTimeout;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.KeyTake;
import io.dredis.server.command.MultiPop;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.ListEnd;
import io.dredis.storage.type.Lists;
import java.util.Arrays;
import java.util.List;

/** LMPOP, BLMPOP, BLPOP and BRPOP: pops from the first of several lists. */
final class PopCommands {
  private final Store store;
  private final Lists lists;
  private final ElementReplies replies;
  private final BlockedClients blocked;

  PopCommands(Store store, Lists lists, ElementReplies replies, BlockedClients blocked) {
    this.store = store;
    this.lists = lists;
    this.replies = replies;
    this.blocked = blocked;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("lmpop", this::lmpop)
        .bind("blmpop", this::blmpop)
        .bind("blpop", call -> bpop(call, ListEnd.HEAD))
        .bind("brpop", call -> bpop(call, ListEnd.TAIL));
  }

  private Reply lmpop(Invocation call) {
    MultiPop pop = MultiPop.parse(call, 1, "LEFT", "RIGHT");
    Reply reply = several(pop).takeFirst(call, pop.keys());
    return reply == null ? Reply.NULL_ARRAY : reply;
  }

  private Reply blmpop(Invocation call) {
    MultiPop pop = MultiPop.parse(call, 2, "LEFT", "RIGHT");
    long timeoutMillis = BlockingTimeout.parseMillis(call.argument(1));
    return blocked.takeOrWait(call, ValueType.LIST, pop.keys(), timeoutMillis, several(pop));
  }

  private KeyTake several(MultiPop pop) {
    ListEnd end = pop.second() ? ListEnd.TAIL : ListEnd.HEAD;
    return (call, key) -> replies.popWithKey(database(call), key, end, pop.count());
  }

  private Reply bpop(Invocation call, ListEnd end) {
    int last = call.count() - 1;
    long timeoutMillis = BlockingTimeout.parseMillis(call.argument(last));
    List<byte[]> keys = Arrays.asList(Arrays.copyOfRange(call.arguments(), 1, last));
    return blocked.takeOrWait(
        call, ValueType.LIST, keys, timeoutMillis, (again, key) -> popOne(again, key, end));
  }

  private Reply popOne(Invocation call, byte[] key, ListEnd end) {
    byte[] element = lists.pop(database(call), key, end);
    return element == null ? null : Reply.Array.of(new Reply.Bulk(key), new Reply.Bulk(element));
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
