package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.keyspace.Database;

/**
 * Writes a whole new hash of any size in bounded memory: a small one is collected, a large one
 * written aside, where a crash or {@link #close} leaves only garbage. {@link #store}, which takes a
 * moment, puts it under a key.
 */
public final class HashWriter implements AutoCloseable {
  private final Hashes type;
  private final ElementSource asides;
  private PackedFields packed = new PackedFields();
  private AsideElements asideOrNull;
  private boolean listpackFields = true;
  private boolean completed;
  private long added;
  private long count;

  HashWriter(Hashes type, ElementSource asides) {
    this.type = type;
    this.asides = asides;
  }

  /** Adds a field; one that comes twice has its last value. */
  public void add(byte[] field, byte[] value) {
    added++;
    listpackFields =
        listpackFields && type.mayBeListpack(Math.max(field.length, value.length), added);
    if (asideOrNull == null) {
      packed.set(field, value);
      if (!type.isSmall(packed.size(), packed.bytes())) {
        asideOrNull = new AsideElements(asides);
        packed.forEach(this::putAside);
        packed = null;
      }
    } else {
      putAside(field, value);
    }
  }

  private void putAside(byte[] field, byte[] value) {
    asideOrNull.put(RecordKeys.element(asideOrNull.keyId(), field), value);
  }

  /** Returns how many fields were added, those that came twice counted twice. */
  public long added() {
    return added;
  }

  /**
   * Writes what is left of a large hash, and returns how many fields it has; nothing can be added
   * any more.
   */
  public long complete() {
    if (!completed) {
      completed = true;
      count = asideOrNull == null ? packed.size() : asideOrNull.count();
    }
    return count;
  }

  /** Stores the hash, which has a field at least, under a key, whatever the key held before. */
  public void store(Database database, byte[] key, long expiryMillis) {
    complete();
    Header previousOrNull = database.lookupForWrite(key);
    database.store(key, finish(expiryMillis), previousOrNull);
  }

  /**
   * Returns the header of the hash, which has a field at least, for whoever stores it in the
   * transaction of its elements.
   */
  public Header finish(long expiryMillis) {
    complete();
    if (asideOrNull == null) {
      Kind kind = listpackFields ? Kind.HASH_LISTPACK : Kind.HASH_PACKED;
      return Header.small(kind, expiryMillis, packed.pack());
    }
    asideOrNull.finish();
    Kind kind = listpackFields ? Kind.HASH_LISTPACK_LARGE : Kind.HASH_LARGE;
    return Header.large(kind, expiryMillis, asideOrNull.keyId(), Varint.encode(count));
  }

  @Override
  public void close() {
    if (asideOrNull != null) {
      asideOrNull.close();
    }
  }
}
