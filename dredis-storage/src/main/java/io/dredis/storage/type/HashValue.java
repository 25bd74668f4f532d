package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A hash as a header and a keyspace show it. It is valid until the next write to its key, or as
 * long as its snapshot.
 */
public final class HashValue {
  private final Keyspace keyspace;
  private final Header header;
  private final long size;

  HashValue(Keyspace keyspace, Header header) {
    this.keyspace = keyspace;
    this.header = header;
    this.size =
        header.kind().large()
            ? Varint.read(header.record(), header.countsOffset())
            : packed().count() / 2;
  }

  /** Returns the header. */
  public Header header() {
    return header;
  }

  /** Returns whether the fields lie in elements; else they are all in the header. */
  public boolean large() {
    return header.kind().large();
  }

  /** Returns how many fields there are. */
  public long size() {
    return size;
  }

  /** Returns the list of fields and values in turn that a small hash is. */
  PackedList packed() {
    return PackedList.ofBody(header);
  }

  /** Returns what the keys of a large hash's elements begin with. */
  byte[] prefix() {
    return RecordKeys.prefix(Space.ELEMENT, header.keyId());
  }

  /** Returns the counts above a large hash's elements. */
  CountedIndex index() {
    return keyspace.index(prefix());
  }

  /** Returns the value of a field, or null when there is no such field. */
  public byte[] get(byte[] field) {
    if (large()) {
      return keyspace.records().get(RecordKeys.element(header.keyId(), field));
    }
    PackedList.Walk walk = packed().findPair(field);
    return walk == null ? null : walk.bytes();
  }

  /** Returns the values of several fields, with null for those that are missing. */
  public byte[][] getAll(List<byte[]> fields) {
    if (large()) {
      return keyspace.records().getAll(keysOf(fields));
    }
    byte[][] values = new byte[fields.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(fields.get(i));
    }
    return values;
  }

  /** Returns the keys of the elements that fields of a large hash have. */
  List<byte[]> keysOf(List<byte[]> fields) {
    List<byte[]> keys = new ArrayList<>(fields.size());
    for (byte[] field : fields) {
      keys.add(RecordKeys.element(header.keyId(), field));
    }
    return keys;
  }

  /** Opens a stream over all fields. */
  public FieldStream fields() {
    return large() ? fieldsFrom(new byte[0], new byte[0]) : FieldStream.of(packed());
  }

  /**
   * Opens a stream over those fields of a large hash that begin with some bytes and lie at or after
   * a position.
   */
  FieldStream fieldsFrom(byte[] beginning, byte[] from) {
    byte[] prefix = RecordKeys.element(header.keyId(), beginning);
    boolean within = Arrays.compareUnsigned(from, beginning) > 0;
    byte[] start = within ? RecordKeys.element(header.keyId(), from) : prefix;
    return FieldStream.of(keyspace.records(), prefix().length, prefix, start);
  }

  /** Returns the field of a large hash with a rank, from 0 to below the size. */
  byte[] fieldAt(long rank) {
    return RecordKeys.rest(index().select(rank));
  }
}
