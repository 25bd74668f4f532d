package io.dredis.server.command;

import io.dredis.storage.keyspace.Store;
import java.util.function.Supplier;

/**
 * Runs work on the store that no client's request is: under the execution lock, committed when it
 * is done.
 */
public final class StoreWork {
  private final ExecutionLock lock;
  private final Store store;
  private final Commits commits;
  private final CommandClock clock;

  /** Work on a store. */
  public StoreWork(ExecutionLock lock, Store store, Commits commits, CommandClock clock) {
    this.lock = lock;
    this.store = store;
    this.commits = commits;
    this.clock = clock;
  }

  /**
   * Runs a piece of work, commits what it wrote and returns its result. When it throws, or the
   * commit does, nothing of it remains.
   */
  public <T> T call(Supplier<T> work) {
    lock.acquire();
    try {
      // What clients wrote is not to share the fate of this.
      commits.commitOrFail();
      clock.begin();
      T result = work.get();
      commits.commit();
      return result;
    } finally {
      // Of work that threw; otherwise nothing is pending.
      store.rollback();
      lock.release();
    }
  }
}
