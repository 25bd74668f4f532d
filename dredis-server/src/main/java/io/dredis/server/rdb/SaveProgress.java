package io.dredis.server.rdb;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** How far a save has come, and whether it is still wanted. Any thread may ask and call it off. */
final class SaveProgress {
  private final long totalKeys;
  private final AtomicLong savedKeys = new AtomicLong();
  private volatile boolean cancelled;

  /**
   * The start of a save.
   *
   * @param totalKeys how many keys there are, those that have expired included
   */
  SaveProgress(long totalKeys) {
    this.totalKeys = totalKeys;
  }

  void keySaved() {
    savedKeys.incrementAndGet();
  }

  long savedKeys() {
    return savedKeys.get();
  }

  long totalKeys() {
    return totalKeys;
  }

  /** Calls the save off. */
  void cancel() {
    cancelled = true;
  }

  /** Goes on only if the save was not called off. */
  void requireWanted() {
    if (cancelled) {
      throw new CancellationException("the save was called off");
    }
  }
}
