package io.dredis.server.rdb;

import io.dredis.server.command.ExecutionLock;
import io.dredis.server.command.server.LoadControl;
import io.dredis.server.command.server.LoadStatus;
import io.dredis.storage.keyspace.Store;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load that a server begins with, while clients are connected already: its turns on the store,
 * how far it has come, and whether it is still wanted.
 *
 * <p>The load works on the store in turns, each under the execution lock and with everything
 * committed at its end; in between, others run. The file is read between turns, so nobody waits for
 * a pipe.
 */
public final class Loading implements LoadControl {

  /** Something done between two turns. */
  @FunctionalInterface
  interface Between {
    void run() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(Loading.class);
  private static final long MILLIS_PER_SECOND = 1000;

  /** How long somebody may have to wait for the end of a turn. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How long the load stands back for those who wait; it would otherwise be first again. */
  private static final long GIVE_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final ExecutionLock lock;
  private final Store store;
  private final LongSupplier clockMillis;

  /** Taken for as long as the load runs. */
  private final Semaphore running = new Semaphore(1);

  /** When the turn began; the load's own thread uses it. */
  private long turnNanos;

  private volatile boolean inProgress;
  private volatile boolean calledOff;
  private volatile Closeable file = () -> {};
  private volatile long startMillis;
  private volatile long totalBytes;
  private volatile long usedMemoryBytes;
  private volatile long loadedBytes;
  private volatile long loadedKeys;
  private volatile long expiredKeys;

  /**
   * The load of a store.
   *
   * @param announced whether there will be one
   */
  public Loading(ExecutionLock lock, Store store, LongSupplier clockMillis, boolean announced) {
    this.lock = lock;
    this.store = store;
    this.clockMillis = clockMillis;
    this.startMillis = clockMillis.getAsLong();
    this.inProgress = announced;
  }

  // ---- For the load itself

  /** Begins the load and its first turn; without effect on the store if it was called off. */
  void begin(Closeable source, long fileBytes) {
    running.acquireUninterruptibly();
    file = source;
    totalBytes = fileBytes;
    startMillis = clockMillis.getAsLong();
    lock.acquire();
    turnNanos = System.nanoTime();
  }

  /** Ends the turn and begins the next if it has been long and somebody waits. */
  void giveWay() throws IOException {
    if (lock.isAwaited() && System.nanoTime() - turnNanos > TURN_NANOS) {
      between(() -> {});
    }
  }

  /**
   * Ends the last turn, and with it the load.
   *
   * @param loaded whether commands may be answered again; otherwise the server is closed next
   */
  void end(boolean loaded) {
    inProgress = !loaded;
    lock.release();
    running.release();
  }

  /**
   * Commits what is pending, does something while others may have the store, and begins the next
   * turn.
   *
   * @throws CancellationException when the load was called off
   */
  void between(Between work) throws IOException {
    store.commit();
    lock.release();
    try {
      letOthersRun();
      work.run();
    } finally {
      lock.acquire();
      turnNanos = System.nanoTime();
    }
    requireWanted();
  }

  private void letOthersRun() {
    long startNanos = System.nanoTime();
    while (lock.isAwaited() && System.nanoTime() - startNanos < GIVE_WAY_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Goes on only if the load was not called off. */
  void requireWanted() {
    if (calledOff) {
      throw new CancellationException("the load was called off");
    }
  }

  void noteUsedMemory(long bytes) {
    usedMemoryBytes = bytes;
  }

  void reached(long bytes, LoadCounts counts) {
    loadedBytes = bytes;
    loadedKeys = counts.keys();
    expiredKeys = counts.expired();
  }

  // ---- For others

  /** Says that the load is not wanted any more; it ends soon, also while it waits for a pipe. */
  public void callOff() {
    calledOff = true;
    try {
      file.close();
    } catch (IOException e) {
      log.debug("the file that was loaded could not be closed", e);
    }
  }

  /** Waits until no load is running; one that was called off does not begin any more. */
  public void awaitEnd() {
    running.acquireUninterruptibly();
    running.release();
  }

  @Override
  public boolean inProgress() {
    return inProgress;
  }

  @Override
  public LoadStatus status() {
    long startSeconds = startMillis / MILLIS_PER_SECOND;
    return new LoadStatus(
        inProgress,
        startSeconds,
        Math.max(0, clockMillis.getAsLong() / MILLIS_PER_SECOND - startSeconds),
        totalBytes,
        usedMemoryBytes,
        loadedBytes,
        loadedKeys,
        expiredKeys);
  }
}
