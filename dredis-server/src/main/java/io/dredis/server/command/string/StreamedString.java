package io.dredis.server.command.string;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.io.IOException;

/** A reply that is a part of one string, written piece by piece from a snapshot. */
final class StreamedString implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Strings strings;
  private final int database;
  private final byte[] key;
  private final long fromInclusive;
  private final long toExclusive;

  /** A reply that owns the snapshot, in which the key holds a string as long as the part needs. */
  StreamedString(
      StoreSnapshot snapshot,
      Strings strings,
      int database,
      byte[] key,
      long fromInclusive,
      long toExclusive) {
    this.snapshot = snapshot;
    this.strings = strings;
    this.database = database;
    this.key = key;
    this.fromInclusive = fromInclusive;
    this.toExclusive = toExclusive;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    write(out, strings.valueOf(keyspace, keyspace.find(key)), fromInclusive, toExclusive);
  }

  /** Writes a part of a string as a bulk string. */
  static void write(RespWriter out, StringValue value, long fromInclusive, long toExclusive)
      throws IOException {
    out.bulkHeader(toExclusive - fromInclusive);
    StringValue.Pieces pieces = value.pieces(fromInclusive, toExclusive);
    for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
      out.raw(piece, 0, piece.length);
    }
    out.endBulk();
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
