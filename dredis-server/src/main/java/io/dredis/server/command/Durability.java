package io.dredis.server.command;

import io.dredis.server.config.FsyncMode;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CommitException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Decides what survives the death of the machine: a thread of its own syncs the store after every
 * commit, every second, or never. (What survives the death of the process does not depend on it.)
 *
 * <p>With {@link FsyncMode#ALWAYS} the commits of all connections that wait are covered by one
 * sync.
 */
public final class Durability implements AutoCloseable {
  /** The number of no commit, which needs no sync. */
  static final long NOTHING = 0;

  private static final long SYNC_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Runnable sync;
  private final Supplier<FsyncMode> mode;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workOrEnd = lock.newCondition();
  private final Condition synced = lock.newCondition();
  private final FailureLog commitFailures = new FailureLog();
  private final FailureLog syncFailures = new FailureLog();
  private final Thread thread;

  private final AtomicLong lastCommit = new AtomicLong();
  private long lastSynced;
  private long lastFailed;
  private int waiting;
  private volatile Throwable failure;
  private volatile boolean commitFailed;
  private boolean closed;

  /**
   * Starts the syncing thread.
   *
   * @param sync syncs the store; throws {@link BackendException}
   * @param mode the mode in force, asked each time
   */
  public Durability(Runnable sync, Supplier<FsyncMode> mode) {
    this.sync = sync;
    this.mode = mode;
    this.thread = Thread.ofPlatform().name("dredis-sync").daemon().start(this::run);
  }

  /** Notes a commit and returns its number. */
  public long committed() {
    commitFailed = false;
    return lastCommit.incrementAndGet();
  }

  /** Notes and logs a commit that failed. Called under the execution lock. */
  public void failed(CommitException why) {
    commitFailed = true;
    commitFailures.failed("a commit failed", why);
  }

  /** Returns whether the last commit or the last sync failed. */
  public boolean failing() {
    return commitFailed || failure != null;
  }

  /**
   * Returns once the commit of this number may be acknowledged: at once, or after a sync that
   * covers it.
   *
   * @throws BackendException when the sync failed; the commit stands, but may not survive the
   *     machine
   */
  public void awaitSynced(long commitNumber) {
    if (commitNumber == NOTHING || mode.get() != FsyncMode.ALWAYS) {
      return;
    }
    lock.lock();
    try {
      waiting++;
      workOrEnd.signal();
      while (lastSynced < commitNumber && lastFailed < commitNumber && !closed) {
        synced.awaitUninterruptibly();
      }
      waiting--;
      if (lastSynced < commitNumber && failure != null) {
        throw new BackendException(
            "written, but the disk did not confirm it: " + failure.getMessage(), failure);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      while (!closed) {
        awaitWork();
        // Who waits is served, though the mode may have changed meanwhile.
        if (!closed
            && lastCommit.get() > lastSynced
            && (waiting > 0 || mode.get() != FsyncMode.NO)) {
          syncOutsideLock();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when a client waits for a sync, a second has passed, or the end has come. */
  private void awaitWork() {
    long nanosLeft = SYNC_INTERVAL_NANOS;
    try {
      while (!closed
          && nanosLeft > 0
          && !(waiting > 0 && lastCommit.get() > Math.max(lastSynced, lastFailed))) {
        nanosLeft = workOrEnd.awaitNanos(nanosLeft);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void syncOutsideLock() {
    long covered = lastCommit.get();
    Throwable thrown = null;
    lock.unlock();
    try {
      sync.run();
    } catch (Throwable e) {
      // An error too: nobody else would ever wake those who wait.
      syncFailures.failed("the store could not be synced", e);
      thrown = e;
    } finally {
      lock.lock();
    }
    failure = thrown;
    if (thrown == null) {
      lastSynced = covered;
    } else {
      lastFailed = covered;
    }
    synced.signalAll();
  }

  /** Ends the thread. Closing the store syncs what is left. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      workOrEnd.signal();
      synced.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
