package io.dredis.storage.gc;

import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.transaction.Transaction;
import io.dredis.storage.transaction.UndoListener;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands out key ids, each once in the life of a store, and takes them back as garbage.
 *
 * <p>A meta record says below which number ids may be in use. It is raised by a block at a time, in
 * the same commit as what uses the first id of the block, so most ids cost no write; a restart
 * skips what was left of the block.
 */
public final class KeyIds implements UndoListener {
  private static final byte[] LIMIT_KEY = RecordKeys.meta("key-id-limit");
  private static final byte[] NOTHING = new byte[0];
  private static final int BLOCK = 1024;

  private final Transaction transaction;

  /** Also changed by who writes aside without the lock. */
  private final Set<Long> beingWritten = ConcurrentHashMap.newKeySet();

  private volatile boolean unlockedWritingEnded;
  private long next;
  private long limit;

  /** The key ids of the store that a transaction writes. */
  public KeyIds(Transaction transaction) {
    this.transaction = transaction;
    transaction.addUndoListener(this);
  }

  /** Returns an id that was never used. */
  public long allocate() {
    if (next == 0) {
      byte[] record = transaction.get(LIMIT_KEY);
      next = record == null ? 1 : Varint.read(record, 0);
      limit = next;
    }
    if (next == limit) {
      limit = next + BLOCK;
      transaction.put(LIMIT_KEY, limitRecord());
    }
    return next++;
  }

  /**
   * Makes the records of an id garbage with the next commit; nothing may refer to it from then on.
   */
  public void drop(long keyId) {
    transaction.put(RecordKeys.garbageKeyId(keyId), NOTHING);
  }

  /** Starts to write a large value under a fresh id that nothing refers to yet. */
  public AsideWriter writeAside() {
    return writeAside(true);
  }

  /**
   * As {@link #writeAside}, for a value that is written without the store's lock: all but {@link
   * AsideWriter#finish} may then be called by any one thread. The caller commits the store's
   * transaction, which may hold the reservation of the id, before it lets go of the lock.
   */
  public AsideWriter writeAsideUnlocked() {
    return writeAside(false);
  }

  /**
   * Makes what is written without the store's lock fail from now on, because the store is going to
   * be closed. Any thread may call it.
   */
  public void endUnlockedWriting() {
    unlockedWritingEnded = true;
  }

  /** Returns whether {@link #endUnlockedWriting} was called. */
  public boolean unlockedWritingEnded() {
    return unlockedWritingEnded;
  }

  private AsideWriter writeAside(boolean locked) {
    long keyId = allocate();
    beingWritten.add(keyId);
    return new AsideWriter(this, transaction, keyId, locked);
  }

  boolean isBeingWritten(long keyId) {
    return beingWritten.contains(keyId);
  }

  void written(long keyId) {
    beingWritten.remove(keyId);
  }

  static byte[] limitKey() {
    return LIMIT_KEY;
  }

  byte[] limitRecord() {
    return Varint.encode(limit);
  }

  @Override
  public void restored(byte[] key) {
    if (Arrays.equals(key, LIMIT_KEY)) {
      forgotten();
    }
  }

  @Override
  public void forgotten() {
    // The block is reserved anew; ids handed out stay used, for values written aside may already
    // have them.
    limit = next;
  }
}
