package io.dredis.server.command.list;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import java.io.IOException;
import java.util.function.Function;

/**
 * A reply that has many or long elements of a list, written one by one from a snapshot.
 *
 * @param snapshot owned by the reply
 * @param part opens the elements of the list under the key, which is there
 * @param count how many elements are in the reply
 * @param withKey whether they stand in an array behind the key
 */
record StreamedElements(
    StoreSnapshot snapshot,
    Lists lists,
    int database,
    byte[] key,
    Function<ListValue, ListCursor> part,
    long count,
    boolean withKey)
    implements Reply.Streamed {

  @Override
  public void writeTo(RespWriter out) throws IOException {
    if (withKey) {
      out.arrayHeader(2);
      out.bulk(key);
    }
    out.arrayHeader(count);
    Keyspace keyspace = snapshot.database(database);
    try (ListCursor elements = part.apply(lists.valueOf(keyspace, keyspace.find(key)))) {
      while (elements.next()) {
        out.bulk(elements.value());
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
