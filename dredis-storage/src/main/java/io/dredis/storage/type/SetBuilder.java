package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.gc.ElementWriter;
import io.dredis.storage.index.IndexBuilder;
import io.dredis.storage.keyspace.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes a whole new set from members that come in the order of sets: packed if it is small,
 * pending elements up to some size, aside beyond that.
 */
final class SetBuilder implements AutoCloseable {
  /** The most bytes that the members of a packed set take; every change rewrites all of them. */
  static final int PACKED_BYTES = 4096;

  private static final int PENDING_BYTES = 1 << 20;
  private static final int ENTRY_BYTES = 32;
  private static final byte[] NOTHING = new byte[0];

  private final ElementSource asides;
  private final List<byte[]> pending = new ArrayList<>();
  private long pendingBytes;
  private long packedBytes;
  private long count;
  private boolean allIntegers = true;
  private ElementWriter asideOrNull;
  private Elements asideElements;
  private boolean complete;

  SetBuilder(ElementSource asides) {
    this.asides = asides;
  }

  /** Adds a member that comes after all that were added before. */
  void add(byte[] ordered) {
    count++;
    allIntegers &= SetMember.isInteger(ordered);
    pending.add(ordered);
    pendingBytes += ordered.length + ENTRY_BYTES;
    packedBytes += PackedList.entryBytes(ordered.length);
  }

  /** Adds all members of a stream, and closes it before anything is committed. */
  void addAll(MemberStream members) {
    while (members.next()) {
      add(members.ordered());
      if (pendingBytes > PENDING_BYTES) {
        members.pause();
        writeAside();
      }
    }
    members.close();
  }

  private void writeAside() {
    if (asideOrNull == null) {
      asideOrNull = asides.open();
      asideElements = new Elements(asideOrNull.keyId(), asideOrNull::put);
    }
    pending.forEach(asideElements::add);
    pending.clear();
    pendingBytes = 0;
  }

  /** Returns how many members were added. */
  long count() {
    return count;
  }

  /** Returns whether all of them are integers. */
  boolean allIntegers() {
    return allIntegers;
  }

  /** Writes what is left of a set that is written aside; nothing can be added any more. */
  void complete() {
    if (asideOrNull != null && !complete) {
      writeAside();
      asideElements.finish();
      asideOrNull.flush();
    }
    complete = true;
  }

  /**
   * Returns the header of the set, which must be stored in the same transaction of the database;
   * there is at least one member.
   */
  Header finish(Database database, boolean intset, long expiryMillis) {
    complete();
    if (asideOrNull != null) {
      asideOrNull.finish();
      return large(intset, expiryMillis, asideOrNull.keyId(), count);
    }
    if (packedBytes <= PACKED_BYTES) {
      return packed(intset, expiryMillis, pending, (int) packedBytes);
    }
    long keyId = database.keyIds().allocate();
    Elements elements = new Elements(keyId, database.transaction()::put);
    pending.forEach(elements::add);
    elements.finish();
    return large(intset, expiryMillis, keyId, count);
  }

  /** As {@link #finish}, with elements written aside whatever their size. */
  Header finishAside(boolean intset, long expiryMillis) {
    if (asideOrNull == null && packedBytes > PACKED_BYTES) {
      writeAside();
    }
    complete();
    if (asideOrNull == null) {
      return packed(intset, expiryMillis, pending, (int) packedBytes);
    }
    asideOrNull.finish();
    return large(intset, expiryMillis, asideOrNull.keyId(), count);
  }

  private static Header packed(
      boolean intset, long expiryMillis, List<byte[]> members, int packedBytes) {
    PackedList.Builder list = new PackedList.Builder(packedBytes);
    members.forEach(list::add);
    return packed(intset, expiryMillis, members.size(), list.build());
  }

  /** Returns the header of a packed set. */
  static Header packed(boolean intset, long expiryMillis, long count, byte[] members) {
    int countLength = Varint.length(count);
    byte[] body = new byte[countLength + members.length];
    Varint.write(body, 0, count);
    System.arraycopy(members, 0, body, countLength, members.length);
    return Header.small(intset ? Kind.SET_INTSET : Kind.SET_PACKED, expiryMillis, body);
  }

  /** Returns the header of a large set. */
  static Header large(boolean intset, long expiryMillis, long keyId, long count) {
    byte[] counts = new byte[Varint.length(count)];
    Varint.write(counts, 0, count);
    return Header.large(
        intset ? Kind.SET_INTSET_LARGE : Kind.SET_LARGE, expiryMillis, keyId, counts);
  }

  /** Without {@link #finish}, what was written aside becomes garbage. */
  @Override
  public void close() {
    if (asideOrNull != null) {
      asideOrNull.close();
    }
  }

  /** Element and index records on their way to where they are written. */
  private static final class Elements {
    private final long keyId;
    private final BiConsumer<byte[], byte[]> records;
    private final IndexBuilder index;

    Elements(long keyId, BiConsumer<byte[], byte[]> records) {
      this.keyId = keyId;
      this.records = records;
      this.index = new IndexBuilder(RecordKeys.prefix(Space.ELEMENT, keyId), records);
    }

    void add(byte[] ordered) {
      byte[] key = RecordKeys.element(keyId, ordered);
      records.accept(key, NOTHING);
      index.add(key);
    }

    void finish() {
      index.finish();
    }
  }
}
