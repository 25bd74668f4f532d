package io.dredis.server.command.hash;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.HashValue;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * The reply to HMGET where the values are long, written one by one from a snapshot.
 *
 * @param snapshot owned by the reply
 * @param lookup finds the hash, which is there
 * @param fields whose values are in the reply
 */
record StreamedValues(
    StoreSnapshot snapshot, Function<Keyspace, HashValue> lookup, int database, List<byte[]> fields)
    implements Reply.Streamed {

  @Override
  public void writeTo(RespWriter out) throws IOException {
    HashValue hash = lookup.apply(snapshot.database(database));
    out.arrayHeader(fields.size());
    for (byte[] field : fields) {
      byte[] value = hash.get(field);
      if (value == null) {
        out.nullValue();
      } else {
        out.bulk(value);
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
