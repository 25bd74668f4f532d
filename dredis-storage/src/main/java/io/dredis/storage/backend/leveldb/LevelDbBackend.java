package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.fusesource.leveldbjni.internal.NativeBuffer;
import org.fusesource.leveldbjni.internal.NativeCache;
import org.fusesource.leveldbjni.internal.NativeDB;
import org.fusesource.leveldbjni.internal.NativeReadOptions;
import org.fusesource.leveldbjni.internal.NativeWriteBatch;
import org.fusesource.leveldbjni.internal.NativeWriteOptions;

/**
 * An open LevelDB.
 *
 * <p>Whoever touches native memory is inside {@link #gate}. Cursors and snapshots are known here,
 * so that closing frees those that were left open before it frees what they point to.
 */
final class LevelDbBackend implements Backend {
  private static final NativeWriteOptions UNSYNCED = new NativeWriteOptions().sync(false);

  /** LevelDB begins to merge them at four. */
  private static final int OVERLAPPING_TABLES = 5;

  /** The largest piece of native memory that keys and values to be written are copied into. */
  private static final int MAX_POOL_BYTES = 64 << 10;

  private final NativeDB db;
  private final NativeCache cache;
  private final LevelDbDirectory directory;
  private final LevelDbFiles files;
  private final DiskSpace disk;
  private final boolean readOnly;
  private final Gate gate = new Gate("the leveldb backend");
  private final NativeReadOptions latest = readOptions();
  private final Set<Runnable> releasesAtClose = ConcurrentHashMap.newKeySet();
  private final ReentrantLock syncing = new ReentrantLock();

  /** How many commits there were, plus one for what another process may have left unsynced. */
  private final AtomicLong commits = new AtomicLong(1);

  private long commitsSynced;
  private volatile String failedWriteOrNull;

  LevelDbBackend(
      NativeDB db,
      NativeCache cache,
      LevelDbDirectory directory,
      LevelDbFiles files,
      DiskSpace disk,
      boolean readOnly) {
    this.db = db;
    this.cache = cache;
    this.directory = directory;
    this.files = files;
    this.disk = disk;
    this.readOnly = readOnly;
  }

  /**
   * Returns new options to read with. A block's checksum costs little beside fetching the block, so
   * it is checked.
   */
  static NativeReadOptions readOptions() {
    return new NativeReadOptions().verifyChecksums(true);
  }

  @Override
  public byte[] get(byte[] key) {
    long stamp = gate.enter();
    try {
      return db.get(latest, key);
    } catch (IOException e) {
      throw LevelDbErrors.meaning(e);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    if (keys.size() == 1) {
      return new byte[][] {get(keys.get(0))};
    }
    try (Snapshot snapshot = snapshot()) {
      return snapshot.getAll(keys);
    }
  }

  @Override
  public Cursor cursor() {
    long stamp = gate.enter();
    try {
      return new LevelDbCursor(this, db.iterator(latest));
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public Snapshot snapshot() {
    long stamp = gate.enter();
    try {
      return new LevelDbSnapshot(this, db.getSnapshot());
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public void commit(Batch batch) {
    long stamp = gate.tryEnter();
    if (stamp == 0) {
      throw new CommitException(Outcome.NOT_APPLIED, "the leveldb backend is closed");
    }
    try {
      if (!batch.isEmpty()) {
        assertWritable(batch);
        write(batch);
        commits.incrementAndGet();
      }
    } finally {
      gate.leave(stamp);
    }
  }

  /**
   * {@inheritDoc} With eight tables that overlap LevelDB delays every commit, with twelve it stops
   * all.
   */
  @Override
  public boolean hasCapacity() {
    long stamp = gate.enter();
    try {
      String tables = db.getProperty("leveldb.num-files-at-level0");
      return tables == null || Integer.parseInt(tables) <= OVERLAPPING_TABLES;
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public void sync() {
    long stamp = gate.enter();
    syncing.lock();
    try {
      long now = commits.get();
      if (now != commitsSynced) {
        files.sync();
        commitsSynced = now;
      }
    } finally {
      syncing.unlock();
      gate.leave(stamp);
    }
  }

  @Override
  public long sizeOnDisk() {
    long stamp = gate.enter();
    try {
      return files.totalBytes();
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public void close() {
    gate.close(
        () -> {
          releasesAtClose.forEach(Runnable::run);
          db.delete();
          cache.delete();
          try {
            files.sync();
          } finally {
            directory.release();
          }
        });
  }

  Gate gate() {
    return gate;
  }

  NativeDB db() {
    return db;
  }

  /** Has something run before the store's memory is freed, unless {@link #forget} comes first. */
  void releaseAtClose(Runnable release) {
    releasesAtClose.add(release);
  }

  /** Takes back a {@link #releaseAtClose}. */
  void forget(Runnable release) {
    releasesAtClose.remove(release);
  }

  private void assertWritable(Batch batch) {
    String refusal = failedWriteOrNull;
    if (refusal == null) {
      refusal = readOnly ? "the leveldb backend was opened for reading only" : noSpaceOrNull(batch);
    }
    if (refusal != null) {
      throw new CommitException(Outcome.NOT_APPLIED, refusal);
    }
  }

  private String noSpaceOrNull(Batch batch) {
    try {
      String refusal = disk.refusalToCommitOrNull(batch.byteSize());
      return refusal == null ? null : refusal + "; free some, and writes work again";
    } catch (IOException | BackendException e) {
      throw new CommitException(
          Outcome.NOT_APPLIED, "leveldb cannot ask for free space: " + e.getMessage(), e);
    }
  }

  private void write(Batch batch) {
    NativeWriteBatch write = new NativeWriteBatch();
    // Keys and values are copied into one piece of native memory, not into one each.
    NativeBuffer.pushMemoryPool((int) Math.min(batch.byteSize() + 1, MAX_POOL_BYTES));
    try {
      batch.forEach(
          new Batch.Visitor() {
            @Override
            public void put(byte[] key, byte[] value) {
              write.put(key, value);
            }

            @Override
            public void delete(byte[] key) {
              write.delete(key);
            }
          });
      db.write(UNSYNCED, write);
    } catch (IOException e) {
      throw writeFailure(e);
    } finally {
      NativeBuffer.popMemoryPool();
      write.delete();
    }
  }

  /**
   * Returns the exception for a write that LevelDB failed, and ends writing: the batch may stand in
   * the log although reads do not show it, and only reading the log anew, at the next opening,
   * tells.
   */
  private CommitException writeFailure(IOException error) {
    String message = LevelDbErrors.firstLine(error);
    failedWriteOrNull =
        "leveldb takes no more writes since one failed ("
            + message
            + "); mend the cause"
            + LevelDbErrors.advice(message)
            + ", then restart; reads go on";
    return new CommitException(
        Outcome.IN_DOUBT,
        "leveldb failed to write, restart to see whether it did: "
            + message
            + LevelDbErrors.advice(message),
        error);
  }
}
