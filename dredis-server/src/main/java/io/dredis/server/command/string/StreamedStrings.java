package io.dredis.server.command.string;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.io.IOException;

/** The reply to an MGET of large strings, written string by string from a snapshot. */
final class StreamedStrings implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Strings strings;
  private final int database;
  private final byte[][] arguments;

  /** A reply that owns the snapshot; the keys are the arguments but the first. */
  StreamedStrings(StoreSnapshot snapshot, Strings strings, int database, byte[][] arguments) {
    this.snapshot = snapshot;
    this.strings = strings;
    this.database = database;
    this.arguments = arguments;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    out.arrayHeader(arguments.length - 1L);
    for (int i = 1; i < arguments.length; i++) {
      Header header = keyspace.find(arguments[i]);
      if (header == null || header.type() != ValueType.STRING) {
        out.nullValue();
      } else {
        StringValue value = strings.valueOf(keyspace, header);
        StreamedString.write(out, value, 0, value.length());
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
