package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.StoreRefusedException;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;

/**
 * The version of the records' format, which a store itself says too: files may have been copied
 * without their marker.
 *
 * <pre>
 * meta record "format" = version (varint)
 * </pre>
 */
final class StoreFormat {
  /** The version that is written, and the only one that is read. */
  static final int VERSION = 1;

  private static final byte[] KEY = RecordKeys.meta("format");

  private StoreFormat() {}

  /**
   * Checks the version of a store, and writes it into an empty one.
   *
   * @throws StoreRefusedException when it is none that can be read; nothing was touched
   */
  static void check(Backend backend, boolean readOnly) {
    byte[] record = backend.get(KEY);
    if (record != null) {
      requireKnown(Varint.read(record, 0));
      return;
    }
    try (Cursor cursor = backend.cursor()) {
      if (cursor.seek(new byte[0])) {
        throw new StoreRefusedException(
            "The store has records but no format version: it was not written by dredis");
      }
    }
    if (!readOnly) {
      Batch batch = new Batch();
      batch.put(KEY, Varint.encode(VERSION));
      backend.commit(batch);
    }
  }

  /**
   * Returns whether a store says which format it has, as every one does from its first start on.
   */
  static boolean isIn(Backend backend) {
    return backend.get(KEY) != null;
  }

  /**
   * Checks a version.
   *
   * @throws StoreRefusedException when it is none that can be read
   */
  static void requireKnown(long version) {
    if (version != VERSION) {
      throw new StoreRefusedException(
          "The data has format "
              + Long.toUnsignedString(version)
              + ", this dredis reads format "
              + VERSION
              + " only: use the version of dredis that wrote it");
    }
  }
}
