package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.SnapshotExpiredException;
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
 * <p>LMDB may be told a new size of the map only while this process has no transaction. So a resize
 * lets no new state be taken, waits for a bounded time until the states that are held are given
 * back, takes the rest away, and holds every live reader meanwhile.
 *
 * <p>Snapshots and cursors of the same commit share one transaction. When LMDB's slots are all
 * taken by states of different commits, the next one waits as long as a resize would.
 */
final class Readers {
  /** What a use after close is told. */
  static final String CLOSED = "the lmdb store is closed";

  private static final String EXPIRED =
      "the snapshot was ended because it stood in the way of the store's growth; take a new one";
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
  private boolean resizing;

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
   * @param patienceMillis how long to wait for states that others hold
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
      resize(0, true);
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
        awaitResized();
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
      resize(0, true);
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

  /** Opens a cursor of LMDB in a state which the caller holds. */
  CursorHandle openCursor(ReadTransaction transaction) {
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
      if (used == null) {
        return new CursorHandle(records, handle.txn());
      }
      used.renew(handle.txn());
      return used;
    } finally {
      transaction.unlock();
    }
  }

  /** Takes a cursor of LMDB back; its state may have ended. */
  void closeCursor(CursorHandle cursor) {
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
   * Gives the map a new size. When the states that others hold do not let it, waits for them and
   * then takes them away, or, without force, gives up.
   *
   * @param bytes the new size, or 0 for the size that another process chose
   * @return whether the map has the size now
   */
  boolean resize(long bytes, boolean force) {
    lock.lock();
    try {
      awaitResized();
      if (!force && !open.isEmpty()) {
        return false;
      }
      resizing = true;
      try {
        awaitReleased();
        endAll(new SnapshotExpiredException(EXPIRED));
        setMapSize(bytes);
      } finally {
        resizing = false;
        changed.signalAll();
      }
      return true;
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
      awaitNotResizing();
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

  private void awaitResized() {
    awaitNotResizing();
    assertUsable();
  }

  private void awaitNotResizing() {
    while (resizing) {
      changed.awaitUninterruptibly();
    }
  }

  private void awaitReleased() {
    long nanos = patienceNanos;
    while (!open.isEmpty() && nanos > 0) {
      nanos = await(nanos);
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
      awaitResized();
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
