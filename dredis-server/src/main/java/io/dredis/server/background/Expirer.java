package io.dredis.server.background;

import io.dredis.server.command.StoreWork;
import io.dredis.storage.keyspace.Store;
import java.util.function.IntSupplier;

/** Deletes keys whose time has come though nobody asks for them, soonest first. */
public final class Expirer implements AutoCloseable {
  private static final int KEYS_PER_STEP = 200;
  private static final long SECOND_MILLIS = 1000;

  private final Store store;
  private final StoreWork work;
  private final BackgroundLoop loop;
  private volatile boolean active = true;

  /**
   * Starts expiring.
   *
   * @param hz how often per second to look for keys; asked each time
   */
  public Expirer(Store store, StoreWork work, IntSupplier hz) {
    this.store = store;
    this.work = work;
    this.loop = new BackgroundLoop("expirer", () -> SECOND_MILLIS / hz.getAsInt(), this::step);
  }

  /** Says whether keys are deleted in the background; they are gone for clients either way. */
  public void setActive(boolean value) {
    active = value;
  }

  private boolean step() {
    return active
        && work.call(() -> store.expireDue(store.nowMillis(), KEYS_PER_STEP)) == KEYS_PER_STEP;
  }

  @Override
  public void close() {
    loop.close();
  }
}
