package io.dredis.server.command.hash;

import io.dredis.server.command.hash.FieldReplies.Part;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.FieldStream;
import io.dredis.storage.type.HashValue;
import java.io.IOException;
import java.util.function.Function;

/**
 * A reply that has many or long fields of a hash, written one by one from a snapshot.
 *
 * @param snapshot owned by the reply
 * @param lookup finds the hash, which is there
 * @param stream opens the stream of the fields
 * @param count how many fields are in the reply
 */
record StreamedFields(
    StoreSnapshot snapshot,
    Function<Keyspace, HashValue> lookup,
    int database,
    Function<HashValue, FieldStream> stream,
    long count,
    Part part)
    implements Reply.Streamed {

  @Override
  public void writeTo(RespWriter out) throws IOException {
    boolean nested = part == Part.PAIRS && out.protocol() >= 3;
    writeHeader(out);
    HashValue hash = lookup.apply(snapshot.database(database));
    try (FieldStream fields = stream.apply(hash)) {
      for (long i = 0; i < count; i++) {
        if (!fields.next()) {
          throw new IllegalStateException("a hash of fewer fields than it counts");
        }
        if (nested) {
          out.arrayHeader(2);
        }
        if (part != Part.VALUES) {
          out.bulk(fields.field());
        }
        if (part != Part.FIELDS) {
          out.bulk(fields.value());
        }
      }
    }
  }

  private void writeHeader(RespWriter out) throws IOException {
    if (part == Part.FIELDS_AND_VALUES) {
      out.mapHeader(count);
    } else {
      out.arrayHeader(part == Part.PAIRS && out.protocol() < 3 ? 2 * count : count);
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
