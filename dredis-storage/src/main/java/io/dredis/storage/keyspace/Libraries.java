package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Transaction;
import io.dredis.storage.transaction.UndoListener;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sources of function libraries by name. They belong to no database and survive FLUSHALL. The
 * store does not know what they say.
 *
 * <pre>
 * meta record "library:NAME"     = source                    ; NAME in ASCII
 * </pre>
 */
public final class Libraries implements UndoListener {
  private static final String PREFIX = "library:";

  private final Transaction transaction;

  /** What is stored, pending writes included; null until it is read. Never changed in place. */
  private SortedMap<String, byte[]> sources;

  private long revision;

  Libraries(Transaction transaction) {
    this.transaction = transaction;
    transaction.addUndoListener(this);
  }

  /** Returns a number that is another one whenever anything has changed, undone or not. */
  public long revision() {
    return revision;
  }

  /** Returns all sources by name, which later changes leave as they are. */
  public SortedMap<String, byte[]> all() {
    if (sources == null) {
      sources = Collections.unmodifiableSortedMap(read());
    }
    return sources;
  }

  /** Stores a library, in the place of one with the same name. */
  public void put(String name, byte[] source) {
    SortedMap<String, byte[]> changed = new TreeMap<>(all());
    changed.put(name, source);
    transaction.put(RecordKeys.meta(PREFIX + name), source);
    replace(changed);
  }

  /** Deletes a library and returns whether there was one. */
  public boolean delete(String name) {
    SortedMap<String, byte[]> changed = new TreeMap<>(all());
    if (changed.remove(name) == null) {
      return false;
    }
    transaction.delete(RecordKeys.meta(PREFIX + name));
    replace(changed);
    return true;
  }

  /** Deletes all libraries. */
  public void clear() {
    for (String name : all().keySet()) {
      transaction.delete(RecordKeys.meta(PREFIX + name));
    }
    replace(new TreeMap<>());
  }

  private void replace(SortedMap<String, byte[]> changed) {
    sources = Collections.unmodifiableSortedMap(changed);
    revision++;
  }

  private SortedMap<String, byte[]> read() {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (Cursor cursor = transaction.cursor()) {
      boolean valid = cursor.seek(RecordKeys.meta(PREFIX));
      while (valid && Space.META.holds(cursor.key())) {
        String name = RecordKeys.metaName(cursor.key());
        if (!name.startsWith(PREFIX)) {
          break;
        }
        found.put(name.substring(PREFIX.length()), cursor.value());
        valid = cursor.next();
      }
    }
    return found;
  }

  @Override
  public void restored(byte[] key) {
    if (Space.META.holds(key) && RecordKeys.metaName(key).startsWith(PREFIX)) {
      forgotten();
    }
  }

  @Override
  public void forgotten() {
    sources = null;
    revision++;
  }
}
