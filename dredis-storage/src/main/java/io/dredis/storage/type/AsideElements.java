package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.gc.ElementWriter;
import io.dredis.storage.index.IndexBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a large value that come in any order: they are written aside, and counted when
 * all are there. Without {@link #finish} they become garbage.
 */
final class AsideElements implements AutoCloseable {
  // The keys that are in memory at once.
  private static final int PIECE = 4096;

  private final ElementWriter aside;
  private final int prefixLength;
  private long added;

  /** Begins a large value without elements. */
  AsideElements(ElementSource asides) {
    this.aside = asides.open();
    this.prefixLength = RecordKeys.prefix(Space.ELEMENT, aside.keyId()).length;
  }

  /** Returns the id that the elements' keys carry. */
  long keyId() {
    return aside.keyId();
  }

  /** Adds an element, or replaces the one that has its key. */
  void put(byte[] key, byte[] value) {
    added++;
    aside.putCounted(key, value, prefixLength);
  }

  /** Makes the index above the elements, and returns how many they are. */
  long count() {
    if (aside.countsLater()) {
      return added;
    }
    byte[] prefix = RecordKeys.prefix(Space.ELEMENT, aside.keyId());
    aside.flush();
    IndexBuilder index = new IndexBuilder(prefix, aside::put);
    long count = 0;
    byte[] from = prefix;
    while (from != null) {
      List<byte[]> keys = keys(prefix, from);
      keys.forEach(index::add);
      count += keys.size();
      from = keys.size() < PIECE ? null : after(keys.getLast());
    }
    index.finish();
    aside.flush();
    return count;
  }

  /** Returns the keys of some elements; no cursor is open while a batch is committed. */
  private List<byte[]> keys(byte[] prefix, byte[] from) {
    List<byte[]> keys = new ArrayList<>();
    try (Cursor cursor = aside.flushed().cursor()) {
      boolean on = cursor.seek(from);
      while (on && keys.size() < PIECE && RecordKeys.startsWith(cursor.key(), prefix)) {
        keys.add(cursor.key());
        on = cursor.next();
      }
    }
    return keys;
  }

  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /**
   * Ends the writing under the store's lock; a header with the key id is stored in the same
   * transaction.
   */
  void finish() {
    aside.finish();
  }

  @Override
  public void close() {
    aside.close();
  }
}
