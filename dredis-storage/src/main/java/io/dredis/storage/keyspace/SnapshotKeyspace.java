package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.index.IndexCache;

/**
 * A database as it was at one moment.
 *
 * @param records the snapshot
 */
record SnapshotKeyspace(
    int number, long generation, long size, long expiresCount, long nowMillis, Reader records)
    implements Keyspace {

  @Override
  public CountedIndex index(byte[] elementPrefix) {
    return IndexCache.of(records).index(elementPrefix);
  }

  @Override
  public Header find(byte[] key) {
    byte[] record = records.get(RecordKeys.header(generation, key));
    Header header = record == null ? null : Header.decode(record);
    return header == null || header.expiredAt(nowMillis) ? null : header;
  }

  @Override
  public Header lookup(byte[] key) {
    return find(key);
  }

  @Override
  public KeyCursor keys(GlobPattern pattern) {
    return new KeyCursor(records, generation, pattern, null, nowMillis);
  }
}
