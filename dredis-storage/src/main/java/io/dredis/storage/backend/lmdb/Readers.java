package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.lmdbjava.Dbi;
import org.lmdbjava.Dbi.MapResizedException;
import org.lmdbjava.Env;
import org.lmdbjava.Env.ReadersFullException;
import org.lmdbjava.EnvInfo;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Stat;

/**
 * All read transactions of one environment, and the one place that may move its map.
 *
 * <p>LMDB asks that no transaction be active in the process when the map moves, and does not check
 * it. What it needs of that is that nobody holds a pointer into the old map. A read transaction
 * holds none: it is a slot in the table of readers, which lies elsewhere, and a copy of the root's
 * place, and every page is found anew from where the map is now. Only a cursor holds pointers, to
 * the pages it stands on. So a resize takes the lock of every state and live reader, under which
 * alone the map is touched, notes where the cursors stand, lets the map move, and puts them there
 * again. The slots stay taken all the while, so no page of a snapshot is used again. This is so in
 * LMDB 0.9; {@link LmdbNative} takes no other.
 *
 * <p>Snapshots and cursors of the same commit share one transaction. When LMDB's slots are all
 * taken by states of different commits, the next one waits for a bounded time.
 */
final class Readers {
  /** What a use after close is told. */
  static final String CLOSED = "the lmdb store is closed";

  private static final int MAX_LIVE = 4;
  private static final int MAX_IDLE_CURSORS = 64;

  private final Env<NativeBytes> env;
  private final Dbi<NativeBytes> records;
  private final boolean followsOtherProcess;
  private final long patienceNanos;
  private final LiveReader[] live;
  private final int maxHandles;

  /** Keeps the map in place for calls that need no transaction: they share it, a resize has it. */
  private final ReentrantReadWriteLock mapLock = new ReentrantReadWriteLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<TransactionHandle> idle = new ArrayDeque<>();
  private final Deque<CursorHandle> idleCursors = new ArrayDeque<>();
  private final Set<ReadTransaction> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private ReadTransaction latest;
  private int handles;

  /** Why the environment must not be touched any more, or null. */
  private volatile String unusableBy;

  /**
   * The newest commit that anyone saw. Between a commit's effect and its return some would see it
   * and others not; so whoever sees it says so, and nobody is shown an older one from then on.
   */
  private final AtomicLong newestSeen = new AtomicLong();

  /**
   * No transaction yet.
   *
   * @param maxReaders how many slots LMDB's table of readers has, at least 2
   * @param followsOtherProcess whether another process commits, so that no state can be taken for
   *     the newest without asking LMDB
   * @param patienceMillis how long to wait for a slot while all are taken
   */
  Readers(
      Env<NativeBytes> env,
      Dbi<NativeBytes> records,
      int maxReaders,
      boolean followsOtherProcess,
      long patienceMillis) {
    this.env = env;
    this.records = records;
    this.followsOtherProcess = followsOtherProcess;
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    this.live = new LiveReader[Math.min(MAX_LIVE, maxReaders / 2)];
    for (int i = 0; i < live.length; i++) {
      live[i] = new LiveReader(env);
    }
    this.maxHandles = maxReaders - live.length;
  }

  /** Returns the value of a key in the newest state. */
  byte[] get(byte[] key) {
    return getAll(List.of(key))[0];
  }

  /** Returns the values of several keys in the newest state, the same for all. */
  byte[][] getAll(List<byte[]> keys) {
    while (true) {
      LiveReader reader = lockLive();
      try {
        return values(newest(reader), keys);
      } catch (MapResizedException e) {
        reader.end();
      } finally {
        if (followsOtherProcess) {
          // Nobody would end it after the other process's next commit, and it would keep pages.
          reader.end();
        }
        reader.unlock();
      }
      resize(0);
    }
  }

  /** Returns the values of several keys in the state of a handle. */
  byte[][] values(TransactionHandle handle, List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = LayerReader.get(records, handle.txn(), handle.scratch(), keys.get(i));
    }
    return values;
  }

  private LiveReader lockLive() {
    for (LiveReader reader : live) {
      if (reader.tryLock()) {
        return reader;
      }
    }
    LiveReader reader = live[(int) (Thread.currentThread().threadId() % live.length)];
    reader.lock();
    return reader;
  }

  /**
   * Returns the transaction of a live reader whose lock the caller has, begun on the newest state.
   */
  private TransactionHandle newest(LiveReader reader) {
    TransactionHandle handle = reader.begun();
    if (handle.commit() < newestSeen.get()) {
      handle.end();
      handle.begin();
    }
    saw(handle.commit());
    return handle;
  }

  private void saw(long commit) {
    if (commit > newestSeen.get()) {
      newestSeen.accumulateAndGet(commit, Math::max);
    }
  }

  /** Tells that a commit returned: whoever reads from now on sees it. */
  void committed(long commit) {
    saw(commit);
    // None may stay behind unused: it would keep the pages of an old state from being used again.
    for (LiveReader reader : live) {
      reader.lock();
      try {
        reader.end();
      } finally {
        reader.unlock();
      }
    }
  }

  /** Takes the newest state; it must be {@link #release released}. */
  ReadTransaction acquire() {
    while (true) {
      lock.lock();
      try {
        assertUsable();
        if (latest != null && !followsOtherProcess && latest.commit() >= newestSeen.get()) {
          latest.retain();
          return latest;
        }
        latest = new ReadTransaction(awaitHandle());
        open.add(latest);
        saw(latest.commit());
        return latest;
      } catch (MapResizedException e) {
        // Another process let the map grow; follow it below, without the lock.
      } finally {
        lock.unlock();
      }
      resize(0);
    }
  }

  /** Adds one that shares a state which the caller holds. */
  void retain(ReadTransaction transaction) {
    lock.lock();
    try {
      transaction.retain();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a state back. */
  void release(ReadTransaction transaction) {
    lock.lock();
    try {
      if (transaction.release()) {
        end(transaction, new BackendException("the snapshot is closed"));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Opens a cursor of LMDB, for a cursor in a state which the caller holds. */
  void openCursor(ReadTransaction transaction, LmdbCursor owner) {
    CursorHandle used;
    lock.lock();
    try {
      used = idleCursors.poll();
    } finally {
      lock.unlock();
    }
    transaction.lock();
    try {
      TransactionHandle handle = transaction.handle();
      CursorHandle opened = used;
      if (opened == null) {
        opened = new CursorHandle(records, handle.txn());
      } else {
        opened.renew(handle.txn());
      }
      // In this order, or the map might move under an owner that has nothing yet.
      owner.opened(opened);
      transaction.add(owner);
    } finally {
      transaction.unlock();
    }
  }

  /** Takes a cursor of LMDB back from its owner; its state may have ended. */
  void closeCursor(ReadTransaction transaction, LmdbCursor owner, CursorHandle cursor) {
    transaction.lock();
    try {
      transaction.remove(owner);
    } finally {
      transaction.unlock();
    }
    lock.lock();
    try {
      if (unusableBy != null) {
        return;
      }
      if (idleCursors.size() < MAX_IDLE_CURSORS) {
        idleCursors.push(cursor);
      } else {
        cursor.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the map a new size; states that are held stay as they are.
   *
   * @param bytes the new size, or 0 for the size that another process chose
   */
  void resize(long bytes) {
    lock.lock();
    try {
      assertUsable();
      List<ReadTransaction> held = List.copyOf(open);
      held.forEach(ReadTransaction::beginMove);
      try {
        setMapSize(bytes);
      } catch (RuntimeException e) {
        endAll(new BackendException(unusableBy == null ? e.getMessage() : unusableBy));
        throw e;
      } finally {
        held.forEach(ReadTransaction::endMove);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes LMDB write everything to the disk. */
  void sync() {
    mapLock.readLock().lock();
    try {
      assertUsable();
      env.sync(true);
    } finally {
      mapLock.readLock().unlock();
    }
  }

  /** Returns how large the map is now, and how much of it is used. */
  MapState mapState() {
    mapLock.readLock().lock();
    try {
      assertUsable();
      EnvInfo info = env.info();
      Stat stat = env.stat();
      return new MapState(
          info.mapSize, (info.lastPageNumber + 1) * stat.pageSize, stat.pageSize, stat.depth);
    } finally {
      mapLock.readLock().unlock();
    }
  }

  /** Takes every state away for good and closes the environment; closing twice is harmless. */
  void close() {
    lock.lock();
    try {
      lockAllLive();
      mapLock.writeLock().lock();
      try {
        boolean usable = unusableBy == null;
        unusableBy = CLOSED;
        endAll(new BackendException(CLOSED));
        if (usable) {
          closeAll();
        }
      } finally {
        mapLock.writeLock().unlock();
        unlockAllLive();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeAll() {
    idleCursors.forEach(CursorHandle::close);
    idle.forEach(TransactionHandle::close);
    for (LiveReader reader : live) {
      reader.close();
    }
    env.close();
  }

  private void setMapSize(long bytes) {
    lockAllLive();
    mapLock.writeLock().lock();
    try {
      for (LiveReader reader : live) {
        reader.end();
      }
      try {
        env.setMapSize(bytes);
      } catch (LmdbException e) {
        // LMDB has given up the old map by now, so that whatever touches it ends the process.
        unusableBy =
            "the lmdb store lost its memory map: " + e.getMessage() + "; restart the server";
        for (LiveReader reader : live) {
          reader.refuse(unusableBy);
        }
        throw e;
      }
    } finally {
      mapLock.writeLock().unlock();
      unlockAllLive();
    }
  }

  /** Throws when the environment must not be touched any more. */
  void assertUsable() {
    String reason = unusableBy;
    if (reason != null) {
      throw new BackendException(reason);
    }
  }

  private void lockAllLive() {
    for (LiveReader reader : live) {
      reader.lock();
    }
  }

  private void unlockAllLive() {
    for (LiveReader reader : live) {
      reader.unlock();
    }
  }

  private void endAll(BackendException reason) {
    for (ReadTransaction transaction : new ArrayList<>(open)) {
      end(transaction, reason);
    }
  }

  private void end(ReadTransaction transaction, BackendException reason) {
    open.remove(transaction);
    if (latest == transaction) {
      latest = null;
    }
    TransactionHandle handle = transaction.end(reason);
    if (handle != null) {
      idle.push(handle);
    }
  }

  /** Begins a transaction in a slot of LMDB's table, one that a dead process left if need be. */
  static TransactionHandle newHandle(Env<NativeBytes> env) {
    try {
      return new TransactionHandle(env);
    } catch (ReadersFullException e) {
      env.readerCheck();
      return new TransactionHandle(env);
    }
  }

  /** Returns a handle that is begun; waits while all are in use. */
  private TransactionHandle awaitHandle() {
    long nanos = patienceNanos;
    while (idle.isEmpty() && handles == maxHandles) {
      if (nanos <= 0) {
        throw new BackendException(
            "too many snapshots of different states are open; raise max_readers");
      }
      nanos = await(nanos);
      assertUsable();
    }
    TransactionHandle used = idle.poll();
    if (used == null) {
      used = newHandle(env);
      handles++;
      return used;
    }
    try {
      used.begin();
      return used;
    } catch (RuntimeException e) {
      idle.push(used);
      throw e;
    }
  }

  /** Waits for a change, and returns how much of the time is left; an interrupt has to wait too. */
  private long await(long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return changed.awaitNanos(deadline - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
