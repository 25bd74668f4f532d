package io.dredis.server.command.list;

import io.dredis.server.command.list.PositionCommand.Query;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.ListSearch;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import java.io.IOException;
import java.util.Arrays;

/**
 * The reply to an LPOS that looks at many elements, which are searched in a snapshot, without the
 * lock. The number of places comes first in the reply, so a list is searched twice when it has more
 * of them than fit a buffer.
 *
 * @param snapshot owned by the reply
 */
record StreamedPositions(StoreSnapshot snapshot, Lists lists, int database, byte[] key, Query query)
    implements Reply.Streamed {
  private static final int FIRST_BUFFERED = 16;
  private static final int MOST_BUFFERED = 1 << 17;

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    ListValue list = lists.valueOf(keyspace, keyspace.find(key));
    if (query.asArray()) {
      writeAll(out, list);
      return;
    }
    try (ListSearch search = query.search(list, query.maxCompared())) {
      long at = search.next();
      if (at == ListSearch.NONE) {
        out.write(Reply.NULL);
      } else {
        out.integer(at);
      }
    }
  }

  private void writeAll(RespWriter out, ListValue list) throws IOException {
    long[] buffer = new long[FIRST_BUFFERED];
    long count = 0;
    try (ListSearch search = query.search(list, query.maxCompared())) {
      for (long at; !query.isEnough(count) && (at = search.next()) != ListSearch.NONE; count++) {
        if (count < MOST_BUFFERED) {
          if (count == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
          }
          buffer[(int) count] = at;
        }
      }
    }
    out.arrayHeader(count);
    if (count <= MOST_BUFFERED) {
      for (int i = 0; i < count; i++) {
        out.integer(buffer[i]);
      }
      return;
    }
    try (ListSearch search = query.search(list, query.maxCompared())) {
      for (long i = 0; i < count; i++) {
        out.integer(search.next());
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
