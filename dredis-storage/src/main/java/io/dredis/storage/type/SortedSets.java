package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The sorted set type.
 *
 * <p>A small sorted set is whole in its key's header, in order. When it outgrows what Redis keeps
 * in a listpack, or 16 KiB, each member becomes two element records, by member and by score, with
 * exact counts above the second, so that every rank is found without a walk. It stays so until the
 * key is deleted.
 */
public final class SortedSets {
  /** The longest header body of a small sorted set, in bytes. */
  static final int SMALL_BYTES = 16 << 10;

  private final LongSupplier maxListpackEntries;
  private final LongSupplier maxListpackValueBytes;

  /**
   * The sorted set type with the limits of {@code zset-max-listpack-entries} and {@code
   * zset-max-listpack-value}, which are read at each use.
   */
  public SortedSets(LongSupplier maxListpackEntries, LongSupplier maxListpackValueBytes) {
    this.maxListpackEntries = maxListpackEntries;
    this.maxListpackValueBytes = maxListpackValueBytes;
  }

  /**
   * Returns the sorted set that a client reads, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public SortedSetValue lookup(Keyspace keyspace, byte[] key) {
    return valueOf(keyspace, keyspace.lookup(key));
  }

  /**
   * Returns the sorted set that a header from a look-up is of, or null for no header.
   *
   * @throws WrongTypeException when it is of another type
   */
  public SortedSetValue valueOf(Keyspace keyspace, Header headerOrNull) {
    WrongTypeException.require(headerOrNull, ValueType.ZSET);
    if (headerOrNull == null) {
      return null;
    }
    return headerOrNull.kind().large()
        ? new LargeSortedSet(keyspace, headerOrNull)
        : new PackedSortedSet(headerOrNull);
  }

  /**
   * Begins to change the sorted set of a key; without such a key, to make one.
   *
   * @throws WrongTypeException when it is of another type
   */
  public SortedSetEdit edit(Database database, byte[] key) {
    Header header = WrongTypeException.require(database.lookupForWrite(key), ValueType.ZSET);
    return new SortedSetEdit(this, database, key, header);
  }

  /**
   * Begins to write a sorted set of any size in bounded memory, to be stored under a key when it is
   * whole. It must be closed.
   *
   * @param asides where a large one is written with
   */
  public SortedSetWriter writer(ElementSource asides) {
    return new SortedSetWriter(this, asides);
  }

  /**
   * Writes a sorted set with {@link #writer} and completes it, so that it can be stored. The result
   * must be closed.
   *
   * @param members adds all members
   */
  public SortedSetWriter build(AsideSource asides, Consumer<SortedSetWriter> members) {
    SortedSetWriter writer = writer(asides);
    boolean built = false;
    try {
      members.accept(writer);
      writer.complete();
      built = true;
      return writer;
    } finally {
      if (!built) {
        writer.close();
      }
    }
  }

  /**
   * Writes what stays of a sorted set in elements when a range of it is removed, for {@link
   * SortedSetEdit#replaceBy}. The result must be closed.
   *
   * @param removed not all members
   */
  public SortedSetWriter without(SortedSetValue value, Ranks removed, AsideSource asides) {
    return build(
        asides,
        rest -> {
          rest.beSkiplist();
          rest.addAll(value, new Ranks(0, removed.from()), false);
          rest.addAll(value, new Ranks(removed.to(), value.count()), false);
        });
  }

  /** Returns whether Redis would keep so many members in a listpack. */
  boolean listpackCount(long count) {
    return count <= maxListpackEntries.getAsLong();
  }

  /** Returns whether Redis would keep a member in a listpack. */
  boolean listpackMember(byte[] member) {
    return member.length <= maxListpackValueBytes.getAsLong();
  }
}
