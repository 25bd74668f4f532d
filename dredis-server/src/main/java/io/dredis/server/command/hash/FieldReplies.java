package io.dredis.server.command.hash;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.type.FieldStream;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.Hashes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes replies of fields and values of hashes: small ones in memory, large ones as streams over a
 * snapshot, so that neither memory nor the execution lock is needed for long.
 */
final class FieldReplies {
  /** The most fields that are collected under the lock. */
  private static final long IN_MEMORY_FIELDS = 1024;

  private static final long IN_MEMORY_BYTES = 64 << 10;

  /** How many values are read at once; they may be long. */
  private static final int VALUES_AT_ONCE = 64;

  private final Hashes hashes;
  private final SnapshotSource snapshots;

  FieldReplies(Hashes hashes, SnapshotSource snapshots) {
    this.hashes = hashes;
    this.snapshots = snapshots;
  }

  /** What of each field stands in a reply. */
  enum Part {
    /** An array of fields. */
    FIELDS,
    /** An array of values. */
    VALUES,
    /** A map. */
    FIELDS_AND_VALUES,
    /** An array of pairs, which RESP2 has flat. */
    PAIRS
  }

  /**
   * Returns the reply that has these fields.
   *
   * @param stream opens the stream of the fields, of the hash as it is now or in a snapshot
   * @param count how many fields of the stream are in the reply; it has as many at least
   */
  Reply of(
      Invocation call,
      HashValue hash,
      Function<HashValue, FieldStream> stream,
      long count,
      Part part) {
    List<Reply> found = count <= IN_MEMORY_FIELDS ? collect(hash, stream, count, part) : null;
    if (found == null) {
      return new StreamedFields(
          snapshots.snapshot(),
          keyspace -> hashes.valueOf(keyspace, keyspace.find(call.argument(1))),
          call.session().database(),
          stream,
          count,
          part);
    }
    boolean nested = part == Part.PAIRS && call.session().protocol() >= 3;
    if (nested) {
      return new Reply.Array(pairs(found));
    }
    return part == Part.FIELDS_AND_VALUES ? new Reply.MapOf(found) : new Reply.Array(found);
  }

  private static List<Reply> pairs(List<Reply> flat) {
    List<Reply> pairs = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(Reply.Array.of(flat.get(i), flat.get(i + 1)));
    }
    return pairs;
  }

  /** Returns the parts, or null when they are too long to be kept in memory. */
  private static List<Reply> collect(
      HashValue hash, Function<HashValue, FieldStream> stream, long count, Part part) {
    List<Reply> found = new ArrayList<>();
    long bytes = 0;
    try (FieldStream fields = stream.apply(hash)) {
      for (long i = 0; i < count && fields.next(); i++) {
        if (part != Part.VALUES) {
          bytes += add(found, fields.field());
        }
        if (part != Part.FIELDS) {
          bytes += add(found, fields.value());
        }
        if (bytes > IN_MEMORY_BYTES) {
          return null;
        }
      }
    }
    return found;
  }

  private static int add(List<Reply> found, byte[] bytes) {
    found.add(new Reply.Bulk(bytes));
    return bytes.length;
  }

  /** Returns the reply that has the values of the named fields, nil for those that are missing. */
  Reply ofFields(Invocation call, HashValue hashOrNull, List<byte[]> fields) {
    List<Reply> values = new ArrayList<>(fields.size());
    long bytes = 0;
    for (int from = 0; from < fields.size(); from += VALUES_AT_ONCE) {
      List<byte[]> some = fields.subList(from, Math.min(fields.size(), from + VALUES_AT_ONCE));
      byte[][] read = hashOrNull == null ? new byte[some.size()][] : hashOrNull.getAll(some);
      for (byte[] value : read) {
        bytes += value == null ? 0 : value.length;
        values.add(Reply.bulkOrNull(value));
      }
      if (bytes > IN_MEMORY_BYTES && from + VALUES_AT_ONCE < fields.size()) {
        return new StreamedValues(
            snapshots.snapshot(),
            keyspace -> hashes.valueOf(keyspace, keyspace.find(call.argument(1))),
            call.session().database(),
            fields);
      }
    }
    return new Reply.Array(values);
  }
}
