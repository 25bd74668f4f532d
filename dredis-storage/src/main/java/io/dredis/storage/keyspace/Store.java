package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.backend.StoreRefusedException;
import io.dredis.storage.gc.Capacity;
import io.dredis.storage.gc.Collector;
import io.dredis.storage.gc.KeyIds;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.index.IndexCache;
import io.dredis.storage.transaction.Commit;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.transaction.Transaction;
import java.nio.file.Path;

/**
 * An open store: its databases, the one transaction that all writes wait in, and what keeps the
 * rest tidy.
 *
 * <p>Every method is called by one thread at a time, under the server's lock. Only a {@link
 * StoreSnapshot} is read and a {@link Commit} written without it, and {@link #sync} and {@link
 * #sizeOnDisk} may be called by any thread while the store is open.
 */
public final class Store implements AutoCloseable {
  private final StoreOptions options;
  private final DataDirectory directoryOrNull;
  private final Transaction transaction;
  private final KeyIds keyIds;
  private final Generations generations;
  private final IndexCache indexes;
  private final Libraries libraries;
  private final Database[] databases;
  private final KeyspaceStatistics statistics = new KeyspaceStatistics();
  private final ScanCursors scanCursors = new ScanCursors();
  private final AccessTimes accessTimes;
  private final Expirer expirer;
  private Collector collector;
  private volatile Backend backend;

  private boolean notesAccesses = true;

  /** The newest snapshot while nothing was committed since; it may be closed. */
  private SharedSnapshot latestSnapshot;

  private Store(StoreOptions options, DataDirectory directoryOrNull, Backend backend) {
    this.options = options;
    this.directoryOrNull = directoryOrNull;
    this.backend = backend;
    this.transaction = new Transaction(backend, cacheBytes(options));
    this.keyIds = new KeyIds(transaction);
    this.indexes = IndexCache.of(transaction);
    this.libraries = new Libraries(transaction);
    this.collector = new Collector(transaction, keyIds);
    this.generations = new Generations(transaction, options.databases());
    this.accessTimes = new AccessTimes(options.clockMillis().getAsLong());
    this.databases = new Database[options.databases()];
    for (int number = 0; number < databases.length; number++) {
      databases[number] = new Database(this, number, generations);
    }
    this.expirer = new Expirer(databases, generations);
  }

  /**
   * Opens a store, and creates it when there is none.
   *
   * @throws StoreRefusedException when the directory, its format or the options are not what can be
   *     served; nothing was touched
   * @throws io.dredis.storage.backend.BackendException when the files cannot be opened
   */
  public static Store open(StoreOptions options) {
    DataDirectory directory =
        options.backend().persistent()
            ? DataDirectory.inspect(
                options.directoryOrNull(), options.backend().name(), options.readOnly())
            : null;
    Backend backend = openBackend(options, directory);
    try {
      if (directory != null) {
        directory.requireStore(backend);
      }
      StoreFormat.check(backend, options.readOnly());
      Store store = new Store(options, directory, backend);
      store.recoverLoad();
      store.generations.requireNoMoreDatabases();
      if (directory != null) {
        directory.mark(backend);
      }
      return store;
    } catch (RuntimeException e) {
      closeAfter(backend, e);
      throw e;
    }
  }

  private static long cacheBytes(StoreOptions options) {
    return options.backend().gainsFromCache() ? Runtime.getRuntime().maxMemory() / 8 : 0;
  }

  private static Backend openBackend(StoreOptions options, DataDirectory directoryOrNull) {
    Path own = directoryOrNull == null ? null : directoryOrNull.prepare();
    try {
      return options.backend().open(own, options.backendOptions(), options.readOnly());
    } catch (StoreRefusedException e) {
      if (directoryOrNull != null) {
        directoryOrNull.undoPrepare();
      }
      throw e;
    }
  }

  private static void closeAfter(Backend backend, RuntimeException failure) {
    try {
      backend.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Returns a database. */
  public Database database(int number) {
    return databases[number];
  }

  /** Returns how many databases there are. */
  public int databaseCount() {
    return databases.length;
  }

  /** Returns whether nothing is ever written. */
  public boolean readOnly() {
    return options.readOnly();
  }

  /** Returns the time in milliseconds since the epoch. */
  public long nowMillis() {
    return options.clockMillis().getAsLong();
  }

  /** Returns what is counted about its keys. */
  public KeyspaceStatistics statistics() {
    return statistics;
  }

  /** Returns the cursors of SCAN and its family. */
  public ScanCursors scanCursors() {
    return scanCursors;
  }

  /** Returns where the key ids of large values come from. */
  public KeyIds keyIds() {
    return keyIds;
  }

  /** Returns the libraries of functions, which belong to no database. */
  public Libraries libraries() {
    return libraries;
  }

  /** Returns the transaction that all writes wait in. */
  public Transaction transaction() {
    return transaction;
  }

  CountedIndex index(byte[] elementPrefix) {
    return indexes.index(elementPrefix);
  }

  /**
   * Says whether look-ups from now on count as accesses; a new key is accessed when it is stored,
   * in any case.
   */
  public void noteAccesses(boolean note) {
    notesAccesses = note;
  }

  boolean notesAccesses() {
    return notesAccesses;
  }

  AccessTimes accessTimes() {
    return accessTimes;
  }

  KeyspaceListener listener() {
    return options.listener();
  }

  // ---- The transaction

  /**
   * Marks this moment, to come back to with {@link #rollbackTo} until the next commit, rollback or
   * release.
   */
  public Savepoint savepoint() {
    return transaction.savepoint();
  }

  /** Undoes every write since a savepoint, which stays valid. */
  public void rollbackTo(Savepoint savepoint) {
    transaction.rollbackTo(savepoint);
  }

  /** Returns whether anything was written since a savepoint. */
  public boolean changedSince(Savepoint savepoint) {
    return transaction.changedSince(savepoint);
  }

  /** Gives up a savepoint; what was written since stays pending. */
  public void release(Savepoint savepoint) {
    transaction.release(savepoint);
  }

  /**
   * Commits what is pending as one batch, and ends a commit that was begun; does nothing when there
   * is neither.
   *
   * @throws CommitException when that failed; nothing is pending any more
   */
  public void commit() {
    if (transaction.hasPendingWrites()) {
      latestSnapshot = null;
    }
    transaction.commit();
  }

  /**
   * Begins to commit what is pending, which another thread may write while this one goes on, under
   * the lock; see {@link Transaction#beginCommit}.
   */
  public Commit beginCommit() {
    latestSnapshot = null;
    return transaction.beginCommit();
  }

  /**
   * Ends a commit that was begun, if one was.
   *
   * @throws CommitException when that failed; what was written since is dropped too
   */
  public void endCommit() {
    transaction.endCommit();
  }

  /** Drops what is pending. */
  public void rollback() {
    transaction.rollback();
  }

  /** Returns whether anything is pending. */
  public boolean hasPendingWrites() {
    return transaction.hasPendingWrites();
  }

  /** Returns whether anything is pending, or a commit has been begun and not ended. */
  public boolean hasUncommittedWrites() {
    return transaction.hasUncommittedWrites();
  }

  /** Returns whether so much is pending that its commit is worth another thread. */
  public boolean isCommitWorthAThread() {
    return transaction.pendingCount() >= options.backend().recordsWorthAThread();
  }

  /** Returns how many records were ever written or deleted, those included that were undone. */
  public long writeCount() {
    return transaction.writeCount();
  }

  /** Returns the bytes of all pending records. */
  public long pendingBytes() {
    return transaction.pendingBytes();
  }

  // ---- All databases

  /**
   * Takes a snapshot of what is committed.
   *
   * @throws IllegalStateException when there are writes that are not committed, which it might not
   *     show
   */
  public StoreSnapshot snapshot() {
    if (transaction.hasUncommittedWrites()) {
      throw new IllegalStateException("A snapshot would not show the uncommitted writes");
    }
    SharedSnapshot shared = latestSnapshot;
    if (shared == null || !shared.retain()) {
      shared = new SharedSnapshot(backend.snapshot());
      latestSnapshot = shared;
    }
    try {
      return new StoreSnapshot(
          shared::release, views(new YieldingReader(shared.records())), libraries.all());
    } catch (RuntimeException e) {
      shared.release();
      throw e;
    }
  }

  /**
   * Shows everything as it is now, what is pending included: for who must read it at once, because
   * it is true only until the next write, commit or rollback.
   */
  public StoreSnapshot presentView() {
    return new StoreSnapshot(() -> {}, views(transaction), libraries.all());
  }

  private SnapshotKeyspace[] views(Reader records) {
    long now = nowMillis();
    SnapshotKeyspace[] views = new SnapshotKeyspace[databases.length];
    for (Database database : databases) {
      views[database.number()] = database.viewOf(records, now);
    }
    return views;
  }

  /**
   * Deletes every key of a database, whatever their number, at once; their space is reclaimed by
   * {@link #collect}.
   */
  public void flushDatabase(int number) {
    generations.drop(number);
    listener().replaced(number);
  }

  /** Deletes every key of every database. */
  public void flushAll() {
    for (int number = 0; number < databases.length; number++) {
      flushDatabase(number);
    }
  }

  // ---- Replacing all

  /**
   * Begins to replace the keys of all databases by others, which are then written and committed
   * piece by piece. Until {@link #endLoad} is committed, whoever opens the store anew, after a
   * crash too, finds the keys of before. The beginning is committed by this.
   */
  public void beginLoad() {
    generations.beginLoad();
    commit();
  }

  /**
   * Opens a way in for many keys while a load is under way. It must be closed.
   *
   * @throws io.dredis.storage.backend.BackendException when there is no place for temporary files
   */
  public KeyLoad loadKeys() {
    Path temporary =
        directoryOrNull == null
            ? Path.of(System.getProperty("java.io.tmpdir"))
            : options.directoryOrNull();
    return new KeyLoad(this, generations, temporary);
  }

  /** Makes the new keys count; pending until the next commit. */
  public void endLoad() {
    generations.endLoad();
  }

  /** Gives the replacement up: the keys are those of before. It is committed by this. */
  public void abandonLoad() {
    rollback();
    generations.abandonLoad();
    commit();
  }

  private void recoverLoad() {
    if (!generations.loading()) {
      return;
    }
    if (readOnly()) {
      generations.showBefore();
    } else {
      abandonLoad();
    }
  }

  // ---- Swapping

  /** Swaps the keys of two databases. */
  public void swapDatabases(int one, int other) {
    if (one == other) {
      return;
    }
    generations.swap(one, other);
    listener().replaced(one);
    listener().replaced(other);
  }

  /**
   * Deletes keys whose time has come, those that expired first before others, and returns how many.
   * The deletions are pending.
   */
  public int expireDue(long nowMillis, int maxKeys) {
    return options.readOnly() ? 0 : expirer.expireDue(nowMillis, maxKeys);
  }

  /**
   * Reclaims the space of at most {@code maxRecords} records that are garbage, in a commit of its
   * own.
   */
  public Collector.Progress collect(int maxRecords) {
    if (options.readOnly()) {
      return new Collector.Progress(0, false);
    }
    // The next snapshot is to let go of what is reclaimed now.
    latestSnapshot = null;
    return collector.collect(maxRecords);
  }

  // ---- The files

  /**
   * Makes everything committed so far survive the death of the machine.
   *
   * @throws io.dredis.storage.backend.BackendException when the disk refuses
   */
  public void sync() {
    backend.sync();
  }

  /**
   * Returns whether much could be written at once without holding up others. Any thread may ask.
   */
  public boolean hasCapacity() {
    return backend.hasCapacity();
  }

  /**
   * Waits until much can be written at once, a while at most. Called before that by whoever has
   * time, without the lock.
   */
  public void awaitCapacity() {
    Capacity.await(backend);
  }

  /** Returns the bytes that the store occupies. */
  public long sizeOnDisk() {
    return backend.sizeOnDisk();
  }

  /**
   * Commits what is pending, closes the files and opens them again, as DEBUG RELOAD does. Every
   * snapshot must be closed. A store in memory stays as it is.
   */
  public void reopen() {
    commit();
    latestSnapshot = null;
    if (directoryOrNull != null) {
      backend.close();
      backend = openBackend(options, directoryOrNull);
      transaction.continueOn(backend);
    }
    generations.forgotten();
    keyIds.forgotten();
    indexes.forgotten();
    libraries.forgotten();
    collector = new Collector(transaction, keyIds);
  }

  /**
   * Closes the store; what is pending is dropped. Every snapshot must be closed. Closing twice is
   * harmless.
   */
  @Override
  public void close() {
    transaction.rollback();
    backend.close();
  }
}
