package io.dredis.server.command.sort;

import io.dredis.server.command.DataTypes;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.StringValue;
import java.io.IOException;

/** What patterns find for elements in a keyspace. */
final class SortValues {
  private static final int PIECE_BYTES = 64 << 10;

  private final DataTypes types;
  private final Keyspace keyspace;

  SortValues(DataTypes types, Keyspace keyspace) {
    this.types = types;
    this.keyspace = keyspace;
  }

  /**
   * A value that a pattern found, of which a long string is not read before it is asked for; one of
   * both is null.
   */
  record Value(byte[] bytesOrNull, StringValue stringOrNull) {
    long length() {
      return bytesOrNull == null ? stringOrNull.length() : bytesOrNull.length;
    }

    byte[] bytes() {
      return bytesOrNull == null ? stringOrNull.bytes() : bytesOrNull;
    }

    /** Returns the same with all bytes in memory. */
    Value detached() {
      return new Value(bytes(), null);
    }

    /** Hands over all bytes, a long string piece by piece. */
    void forEachPiece(PieceConsumer consumer) throws IOException {
      if (length() <= PIECE_BYTES || stringOrNull == null) {
        consumer.accept(bytes());
        return;
      }
      StringValue.Pieces pieces = stringOrNull.pieces();
      for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
        consumer.accept(piece);
      }
    }
  }

  /** Takes a piece of a value. */
  @FunctionalInterface
  interface PieceConsumer {
    void accept(byte[] piece) throws IOException;
  }

  /** Writes a value, or nil for null. */
  static void write(Value valueOrNull, RespWriter out) throws IOException {
    if (valueOrNull == null) {
      out.nullValue();
      return;
    }
    out.bulkHeader(valueOrNull.length());
    valueOrNull.forEachPiece(piece -> out.raw(piece, 0, piece.length));
    out.endBulk();
  }

  /** Returns what a pattern finds for an element, or null when that is nothing. */
  Value find(SortPattern pattern, byte[] element) {
    if (pattern.isElement()) {
      return new Value(element, null);
    }
    if (!pattern.dependsOnElement()) {
      return null;
    }
    Header header = keyspace.lookup(pattern.key(element));
    byte[] fieldOrNull = pattern.fieldOrNull();
    ValueType type = fieldOrNull == null ? ValueType.STRING : ValueType.HASH;
    if (header == null || header.type() != type) {
      return null;
    }
    if (fieldOrNull == null) {
      return new Value(null, types.strings().valueOf(keyspace, header));
    }
    HashValue hash = types.hashes().valueOf(keyspace, header);
    byte[] found = hash.get(fieldOrNull);
    return found == null ? null : new Value(found, null);
  }
}
