package io.dredis.server.command.string;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes replies of strings: small ones in memory, large ones as streams over a snapshot, so that no
 * reply needs more memory than a piece of it.
 */
final class StringReplies {
  /** The largest reply that is made in memory; taking a snapshot costs more than copying this. */
  private static final int IN_MEMORY_BYTES = 64 << 10;

  private static final Reply EMPTY = new Reply.Bulk(new byte[0]);

  private final Store store;
  private final Strings strings;
  private final SnapshotSource snapshots;

  StringReplies(Store store, Strings strings, SnapshotSource snapshots) {
    this.store = store;
    this.strings = strings;
    this.snapshots = snapshots;
  }

  /** Returns the reply that is all of a string just looked up, or nil for null. */
  Reply whole(Invocation call, byte[] key, StringValue valueOrNull) {
    return valueOrNull == null ? Reply.NULL : part(call, key, valueOrNull, 0, valueOrNull.length());
  }

  /**
   * Returns the reply that is the part of a string between two indexes, both inclusive; negative
   * ones count from the end.
   */
  Reply range(Invocation call, byte[] key, StringValue valueOrNull, long start, long end) {
    if (valueOrNull == null) {
      return EMPTY;
    }
    StringValue.Part part = valueOrNull.part(start, end);
    return part(call, key, valueOrNull, part.fromInclusive(), part.toExclusive());
  }

  private Reply part(
      Invocation call, byte[] key, StringValue value, long fromInclusive, long toExclusive) {
    if (toExclusive - fromInclusive <= IN_MEMORY_BYTES) {
      return new Reply.Bulk(value.range(fromInclusive, toExclusive));
    }
    int database = call.session().database();
    return new StreamedString(
        snapshots.snapshot(), strings, database, key, fromInclusive, toExclusive);
  }

  /** Handles MGET: the strings of all keys that are arguments, nil for other types. */
  Reply ofKeys(Invocation call) {
    Database database = store.database(call.session().database());
    List<Reply> values = new ArrayList<>(call.count() - 1);
    long bytes = 0;
    for (int i = 1; i < call.count(); i++) {
      StringValue value = stringOrNull(database, call.argument(i));
      bytes += value == null ? 0 : value.length();
      if (bytes <= IN_MEMORY_BYTES) {
        values.add(value == null ? Reply.NULL : new Reply.Bulk(value.bytes()));
      }
    }
    if (bytes <= IN_MEMORY_BYTES) {
      return new Reply.Array(values);
    }
    return new StreamedStrings(snapshots.snapshot(), strings, database.number(), call.arguments());
  }

  private StringValue stringOrNull(Database database, byte[] key) {
    Header header = database.lookup(key);
    return header == null || header.type() != ValueType.STRING
        ? null
        : strings.valueOf(database, header);
  }
}
