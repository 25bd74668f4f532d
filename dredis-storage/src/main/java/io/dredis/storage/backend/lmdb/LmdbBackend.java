package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Env.MapFullException;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** A store in one LMDB environment. */
final class LmdbBackend implements Backend {
  /** A batch of so many writes may be one that appends. */
  private static final int MANY = 256;

  private final Env<NativeBytes> env;
  private final Dbi<NativeBytes> records;
  private final Readers readers;

  private final DirectoryLock directoryLock;

  /** Null when the store is open for reading only. */
  private final Space space;

  /** Held from before a write transaction begins until its effect shows; guards what follows. */
  private final ReentrantLock commitLock = new ReentrantLock();

  private final NativeBytes scratch = NativeBytes.forKeys();
  private long nextLayer;
  private long lastCommit;

  /** A key that no other is behind, when one is known: since a batch of many. */
  private byte[] lastOrNull;

  private boolean closed;

  private LmdbBackend(
      OpenedEnvironment opened, Readers readers, Space space, DirectoryLock directoryLock) {
    this.env = opened.env();
    this.records = opened.records();
    this.nextLayer = opened.nextLayer();
    this.readers = readers;
    this.space = space;
    this.directoryLock = directoryLock;
  }

  /** A store that writes; it closes what it is given. */
  static LmdbBackend writing(
      OpenedEnvironment opened, Readers readers, Space space, DirectoryLock directoryLock) {
    return new LmdbBackend(opened, readers, space, directoryLock);
  }

  /** A store for reading only; it closes what it is given. */
  static LmdbBackend reading(
      OpenedEnvironment opened, Readers readers, DirectoryLock directoryLock) {
    return new LmdbBackend(opened, readers, null, directoryLock);
  }

  @Override
  public byte[] get(byte[] key) {
    return getAll(List.of(key))[0];
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    try {
      return readers.getAll(keys);
    } catch (LmdbException e) {
      throw LmdbErrors.reading("cannot read the lmdb store", e);
    }
  }

  @Override
  public Cursor cursor() {
    return cursor(readers, acquire());
  }

  @Override
  public Snapshot snapshot() {
    return new LmdbSnapshot(readers, acquire());
  }

  @Override
  public void commit(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    if (space == null) {
      throw new CommitException(
          Outcome.NOT_APPLIED, "the store is open for reading only; open it for writing");
    }
    commitLock.lock();
    try {
      assertOpenForCommit();
      boolean appends = appends(batch);
      space.prepare(batch, appends);
      while (!write(batch)) {
        space.grow(batch, appends);
      }
      readers.committed(lastCommit);
    } finally {
      commitLock.unlock();
    }
  }

  @Override
  public void sync() {
    if (space == null) {
      readers.assertUsable();
      return;
    }
    try {
      readers.sync();
    } catch (LmdbException e) {
      throw LmdbErrors.reading("cannot sync the lmdb store", e);
    }
  }

  /** Returns the size of the map. */
  long mapBytes() {
    return readers.mapState().mapBytes();
  }

  @Override
  public long sizeOnDisk() {
    return readers.mapState().usedBytes();
  }

  @Override
  public void close() {
    commitLock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closeStore();
    } finally {
      commitLock.unlock();
    }
  }

  private void closeStore() {
    try {
      if (space != null) {
        sync();
      }
    } finally {
      readers.close();
      closeFiles();
    }
  }

  private void closeFiles() {
    try {
      if (space != null) {
        space.close();
      }
    } catch (IOException e) {
      throw new BackendException("cannot close the lmdb store: " + e.getMessage(), e);
    } finally {
      directoryLock.close();
    }
  }

  /** Opens a cursor over a state, which it gives back also when it cannot be opened. */
  static Cursor cursor(Readers readers, ReadTransaction transaction) {
    try {
      return new LmdbCursor(readers, transaction);
    } catch (RuntimeException e) {
      readers.release(transaction);
      throw LmdbErrors.reading("cannot read the lmdb store", e);
    }
  }

  private ReadTransaction acquire() {
    try {
      return readers.acquire();
    } catch (LmdbException e) {
      throw LmdbErrors.reading("cannot read the lmdb store", e);
    }
  }

  /**
   * Applies a batch, or returns false when the map is too small for it.
   *
   * <p>From the beginning of the transaction to its end nothing here may block.
   */
  private boolean write(Batch batch) {
    Txn<NativeBytes> txn = beginWrite();
    long id = txn.getId();
    byte[] knownLastOrNull = lastOrNull;
    lastOrNull = null;
    try {
      LayerWriter writer = new LayerWriter(records, txn, scratch, nextLayer);
      if (batch.size() >= MANY) {
        writer.findLast();
      } else {
        writer.setLast(knownLastOrNull);
      }
      batch.forEach(writer);
      long next = writer.finish();
      txn.commit();
      nextLayer = next;
      lastCommit = id;
      lastOrNull = writer.lastOrNull();
      return true;
    } catch (MapFullException e) {
      return false;
    } catch (BackendException | LmdbException e) {
      throw LmdbErrors.committing(env.info().lastTransactionId >= id, e);
    } finally {
      txn.close();
    }
  }

  /** Returns whether it is known that all keys of a batch go behind all others, in the root. */
  private boolean appends(Batch batch) {
    return lastOrNull != null
        && batch.size() >= MANY
        && batch.longestKeyLength() < Layout.chunkLength(Layout.ROOT)
        && batch.ascendsFrom(lastOrNull);
  }

  private Txn<NativeBytes> beginWrite() {
    try {
      return env.txnWrite();
    } catch (LmdbException e) {
      throw LmdbErrors.committing(false, e);
    }
  }

  private void assertOpenForCommit() {
    try {
      readers.assertUsable();
    } catch (BackendException e) {
      throw new CommitException(Outcome.NOT_APPLIED, e.getMessage());
    }
  }
}
