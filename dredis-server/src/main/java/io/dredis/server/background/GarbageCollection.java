package io.dredis.server.background;

import io.dredis.server.command.StoreWork;
import io.dredis.storage.gc.Collector;
import io.dredis.storage.keyspace.Store;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Reclaims the elements of keys that were deleted, overwritten or flushed. */
public final class GarbageCollection implements AutoCloseable {

  /**
   * How many records are deleted while the lock is held once; a client waits for no more than that.
   */
  private static final int RECORDS_PER_STEP = 250;

  private final Store store;
  private final StoreWork work;
  private final IntSupplier batchSize;
  private final BackgroundLoop loop;

  /**
   * Starts collecting.
   *
   * @param intervalMillis the rest while there is no garbage; asked each time
   * @param batchSize how many records are deleted before a rest; asked each time
   */
  public GarbageCollection(
      Store store, StoreWork work, LongSupplier intervalMillis, IntSupplier batchSize) {
    this.store = store;
    this.work = work;
    this.batchSize = batchSize;
    this.loop = new BackgroundLoop("collector", intervalMillis, this::batch);
  }

  private boolean batch() {
    int left = batchSize.getAsInt();
    boolean more = true;
    while (more && left > 0) {
      int atMost = Math.min(left, RECORDS_PER_STEP);
      store.awaitCapacity();
      Collector.Progress progress = work.call(() -> store.collect(atMost));
      left -= Math.max(progress.records(), 1);
      more = progress.more();
    }
    return more;
  }

  @Override
  public void close() {
    loop.close();
  }
}
