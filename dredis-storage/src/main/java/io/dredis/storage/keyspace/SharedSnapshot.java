package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Snapshot;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend's snapshot that the {@link StoreSnapshot}s of one moment share: a client that pipelines
 * a thousand large reads holds one. It is closed with the last of them. Thread-safe.
 */
final class SharedSnapshot {
  private final Snapshot records;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** A snapshot with one holder. */
  SharedSnapshot(Snapshot records) {
    this.records = records;
  }

  Snapshot records() {
    return records;
  }

  /** Adds a holder, and returns true, unless the snapshot is closed already. */
  boolean retain() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Takes a holder away. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      records.close();
    }
  }
}
