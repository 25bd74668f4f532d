package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lmdbjava.LmdbException;

/** One state of the store; it shares the read transaction with other snapshots of the state. */
final class LmdbSnapshot implements Snapshot {
  private final Readers readers;
  private final ReadTransaction transaction;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A snapshot of a state; it gives the state back when it is closed. */
  LmdbSnapshot(Readers readers, ReadTransaction transaction) {
    this.readers = readers;
    this.transaction = transaction;
  }

  @Override
  public byte[] get(byte[] key) {
    return getAll(List.of(key))[0];
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    assertOpen();
    transaction.lock();
    try {
      return readers.values(transaction.handle(), keys);
    } catch (LmdbException e) {
      throw LmdbErrors.reading("cannot read the lmdb store", e);
    } finally {
      transaction.unlock();
    }
  }

  @Override
  public Cursor cursor() {
    assertOpen();
    readers.retain(transaction);
    return LmdbBackend.cursor(readers, transaction);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      readers.release(transaction);
    }
  }

  private void assertOpen() {
    if (closed.get()) {
      throw new BackendException("the snapshot is closed");
    }
  }
}
