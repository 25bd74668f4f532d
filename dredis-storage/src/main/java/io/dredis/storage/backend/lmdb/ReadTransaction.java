package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One state of the store, held for the snapshots and cursors that show it. They share it, because
 * LMDB has a slot for a limited number of readers.
 *
 * <p>Whoever touches the map or a LMDB cursor of the state does it between {@link #lock} and {@link
 * #unlock}, so that at any other moment the map can move, and the state can be taken away when the
 * store is closed.
 */
final class ReadTransaction {
  private final ReentrantLock lock = new ReentrantLock();
  private final long commit;
  private final Set<LmdbCursor> cursors = new HashSet<>();
  private TransactionHandle handle;
  private BackendException endedBy;

  /** Guarded by the lock of {@link Readers}, as the number of those that share the state. */
  private int references = 1;

  ReadTransaction(TransactionHandle handle) {
    this.handle = handle;
    this.commit = handle.commit();
  }

  /** Returns the number of the last commit the state shows. */
  long commit() {
    return commit;
  }

  /** Adds one that shares the state. */
  void retain() {
    references++;
  }

  /** Removes one that shares the state, and returns whether it was the last. */
  boolean release() {
    references--;
    return references == 0;
  }

  /** Keeps the state, unless it was taken away, and the map in place until {@link #unlock}. */
  void lock() {
    lock.lock();
  }

  /** Ends what {@link #lock} began. */
  void unlock() {
    lock.unlock();
  }

  /**
   * Returns the transaction, which is begun. The caller has the lock.
   *
   * @throws BackendException when the state was taken away
   */
  TransactionHandle handle() {
    if (endedBy != null) {
      throw LmdbErrors.again(endedBy);
    }
    return handle;
  }

  /** Adds an open cursor. The caller has the lock. */
  void add(LmdbCursor cursor) {
    cursors.add(cursor);
  }

  /** Removes a cursor that is closed. The caller has the lock. */
  void remove(LmdbCursor cursor) {
    cursors.remove(cursor);
  }

  /** Lets nobody touch the map until {@link #endMove}, and notes where the cursors stand. */
  void beginMove() {
    lock.lock();
    cursors.forEach(LmdbCursor::noteRecord);
  }

  /** Ends what {@link #beginMove} began; the map may be elsewhere, the cursors stand as before. */
  void endMove() {
    try {
      if (endedBy == null) {
        cursors.forEach(cursor -> cursor.restore(handle.txn()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the state away; returns its handle, ended, or null when it was taken before. */
  TransactionHandle end(BackendException reason) {
    lock.lock();
    try {
      TransactionHandle freed = handle;
      if (freed != null) {
        handle = null;
        endedBy = reason;
        freed.end();
      }
      return freed;
    } finally {
      lock.unlock();
    }
  }
}
