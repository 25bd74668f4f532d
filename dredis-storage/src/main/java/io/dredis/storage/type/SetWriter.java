package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.keyspace.Database;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes a whole new set of any size in bounded memory, from members in any order: a small one is
 * collected, a large one written aside, where a crash or {@link #close} leaves only garbage. {@link
 * #store}, which takes a moment, puts it under a key.
 */
public final class SetWriter implements AutoCloseable {
  private static final long PENDING_BYTES = 1 << 20;
  private static final int ENTRY_BYTES = 64;
  private static final byte[] NOTHING = new byte[0];

  private final Sets type;
  private final ElementSource asides;
  private final SortedSet<byte[]> pending = new TreeSet<>(Arrays::compareUnsigned);
  private long pendingBytes;
  private boolean allIntegers = true;
  private AsideElements asideOrNull;
  private boolean completed;
  private long added;
  private long count;

  SetWriter(Sets type, ElementSource asides) {
    this.type = type;
    this.asides = asides;
  }

  /** Adds a member; one that comes twice is there once. */
  public void add(byte[] member) {
    byte[] ordered = SetMember.encode(member);
    added++;
    allIntegers &= SetMember.isInteger(ordered);
    if (asideOrNull != null) {
      putAside(ordered);
      return;
    }
    pending.add(ordered);
    pendingBytes += ordered.length + ENTRY_BYTES;
    if (pendingBytes > PENDING_BYTES) {
      asideOrNull = new AsideElements(asides);
      pending.forEach(this::putAside);
      pending.clear();
    }
  }

  private void putAside(byte[] ordered) {
    asideOrNull.put(RecordKeys.element(asideOrNull.keyId(), ordered), NOTHING);
  }

  /** Returns how many members were added, those that came twice counted twice. */
  public long added() {
    return added;
  }

  /**
   * Writes what is left of a large set, and returns how many members it has; nothing can be added
   * any more.
   */
  public long complete() {
    if (!completed) {
      completed = true;
      count = asideOrNull == null ? pending.size() : asideOrNull.count();
    }
    return count;
  }

  /** Stores the set, which has a member at least, under a key, whatever the key held before. */
  public void store(Database database, byte[] key, long expiryMillis) {
    complete();
    boolean intset = type.mayBeIntset(allIntegers, count);
    Header previousOrNull = database.lookupForWrite(key);
    if (asideOrNull != null) {
      asideOrNull.finish();
      Header header = SetBuilder.large(intset, expiryMillis, asideOrNull.keyId(), count);
      database.store(key, header, previousOrNull);
      return;
    }
    try (SetBuilder builder = new SetBuilder(database.keyIds()::writeAside)) {
      pending.forEach(builder::add);
      database.store(key, builder.finish(database, intset, expiryMillis), previousOrNull);
    }
  }

  /**
   * Returns the header of the set, which has a member at least, for whoever stores it in the
   * transaction of its elements. They are written aside, unless it is packed.
   */
  public Header finish(long expiryMillis) {
    complete();
    boolean intset = type.mayBeIntset(allIntegers, count);
    if (asideOrNull != null) {
      asideOrNull.finish();
      return SetBuilder.large(intset, expiryMillis, asideOrNull.keyId(), count);
    }
    try (SetBuilder builder = new SetBuilder(asides)) {
      pending.forEach(builder::add);
      return builder.finishAside(intset, expiryMillis);
    }
  }

  @Override
  public void close() {
    if (asideOrNull != null) {
      asideOrNull.close();
    }
  }
}
