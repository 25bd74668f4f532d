package io.dredis.storage.keyspace;

import io.dredis.storage.encoding.BucketCounts;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import java.util.function.BiConsumer;

/** Makes the records of a {@link KeyDirectory} for keys that come in order. */
final class KeyDirectoryBuilder {
  private final BiConsumer<byte[], byte[]> records;
  private byte[] bound;
  private byte[] lastHeader;
  private int keys;
  private int expires;

  /**
   * A builder for a generation.
   *
   * @param records takes the key and value of each record
   */
  KeyDirectoryBuilder(long generation, BiConsumer<byte[], byte[]> records) {
    this.records = records;
    this.bound = RecordKeys.prefix(Space.DIRECTORY, generation);
  }

  /** Counts a key, by its header's record key. */
  void add(byte[] header, boolean isExpiring) {
    if (keys == KeyDirectory.TARGET_KEYS) {
      finish();
      bound = KeyDirectory.boundBetween(lastHeader, header);
    }
    keys++;
    expires += isExpiring ? 1 : 0;
    lastHeader = header;
  }

  /** Hands over the record of the keys that were added last. */
  void finish() {
    if (keys > 0) {
      records.accept(bound, new BucketCounts(keys, expires).encode());
    }
    keys = 0;
    expires = 0;
  }
}
