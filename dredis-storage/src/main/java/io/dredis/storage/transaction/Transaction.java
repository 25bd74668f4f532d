package io.dredis.storage.transaction;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes that wait for their commit, and a reader that sees them over what a backend holds.
 *
 * <p>One transaction serves a store for all its life: after a commit or rollback it is empty and
 * goes on. It keeps the arrays it is given and hands out arrays that nobody may change. It is used
 * by one thread at a time; but a commit that it has begun may be written by another while it goes
 * on, over what is being written.
 *
 * <p>A cursor sees each pending write from the step after it was made, so a loop may delete or put
 * the records it walks over; of what others commit to the backend it sees nothing. It must be
 * closed before a commit is begun or ended, and before a rollback.
 */
public final class Transaction implements Reader {
  /** Stands for a record that is not there or is about to be deleted; compared by identity. */
  static final byte[] DELETED = new byte[0];

  private PendingWrites overlay = new PendingWrites();

  /** What is being written, if anything is; over the backend, and below the overlay. */
  private PendingWrites committing = new PendingWrites();

  private Commit begunOrNull;
  private final List<byte[]> undoKeys = new ArrayList<>();
  private final List<byte[]> undoValuesOrNull = new ArrayList<>();
  private final List<UndoListener> listeners = new ArrayList<>();

  /** Also asked for by who writes aside without the lock. */
  private volatile Backend backend;

  private final RecordCache cache;

  private int openSavepoints;
  private long commitCount;
  private long pendingBytes;
  private long writeCount;

  /** A transaction without pending writes that keeps nothing of what it read. */
  public Transaction(Backend backend) {
    this(backend, 0);
  }

  /**
   * A transaction without pending writes.
   *
   * @param cacheBytes how much of what is committed it may keep in memory; 0 when something else
   *     writes too
   */
  public Transaction(Backend backend, long cacheBytes) {
    this.backend = backend;
    this.cache = new RecordCache(cacheBytes);
  }

  /** Registers a listener, for good. */
  public void addUndoListener(UndoListener listener) {
    listeners.add(listener);
  }

  /** Goes on over another backend, or the same one opened again; all must be committed. */
  public void continueOn(Backend next) {
    if (hasUncommittedWrites()) {
      throw new IllegalStateException("There are uncommitted writes");
    }
    cache.clear();
    backend = next;
  }

  /** Returns the backend underneath. */
  public Backend backend() {
    return backend;
  }

  @Override
  public byte[] get(byte[] key) {
    int hash = KeyHash.of(key);
    byte[] known = known(key, hash);
    if (known == null) {
      byte[] read = backend.get(key);
      cache.put(key, hash, read == null ? DELETED : read);
      return read;
    }
    return isDeletion(known) ? null : known;
  }

  /** Returns a value or DELETED, or null when only the backend knows. */
  private byte[] known(byte[] key, int hash) {
    byte[] pending = overlay.get(key, hash);
    if (pending == null && begunOrNull != null) {
      pending = committing.get(key, hash);
    }
    return pending == null ? cache.get(key, hash) : pending;
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    List<byte[]> missing = new ArrayList<>();
    int[] missingAt = new int[keys.size()];
    for (int i = 0; i < values.length; i++) {
      byte[] known = known(keys.get(i), KeyHash.of(keys.get(i)));
      if (known == null) {
        missingAt[missing.size()] = i;
        missing.add(keys.get(i));
      } else if (!isDeletion(known)) {
        values[i] = known;
      }
    }
    if (!missing.isEmpty()) {
      byte[][] read = backend.getAll(missing);
      for (int i = 0; i < read.length; i++) {
        values[missingAt[i]] = read[i];
        cache.put(missing.get(i), KeyHash.of(missing.get(i)), read[i] == null ? DELETED : read[i]);
      }
    }
    return values;
  }

  @Override
  public Cursor cursor() {
    // Taken now or when the commit is written, the backend's cursor shows the same below its
    // writes.
    Cursor below = backend.cursor();
    return new MergedCursor(
        overlay, begunOrNull == null ? below : new MergedCursor(committing, below));
  }

  /** Stores {@code value} under {@code key} with the next commit. */
  public void put(byte[] key, byte[] value) {
    write(key, value);
  }

  /** Deletes {@code key} with the next commit. */
  public void delete(byte[] key) {
    write(key, DELETED);
  }

  /**
   * Returns whether a pending value stands for a deletion; an empty value of a caller's does not.
   */
  @SuppressWarnings("ReferenceEquality")
  static boolean isDeletion(byte[] pending) {
    return pending == DELETED;
  }

  private void write(byte[] key, byte[] value) {
    byte[] before = overlay.put(key, KeyHash.of(key), value);
    writeCount++;
    pendingBytes += before == null ? key.length + value.length : value.length - before.length;
    if (openSavepoints > 0) {
      undoKeys.add(key);
      undoValuesOrNull.add(before);
    }
  }

  /** Returns how many writes there ever were, those included that were undone. */
  public long writeCount() {
    return writeCount;
  }

  /** Returns the bytes of all pending keys and values; what is being written is not pending. */
  public long pendingBytes() {
    return pendingBytes;
  }

  /** Returns how many records are pending. */
  public int pendingCount() {
    return overlay.size();
  }

  /** Returns whether anything is pending. */
  public boolean hasPendingWrites() {
    return !overlay.isEmpty();
  }

  /** Returns whether anything is pending, or a commit has been begun and not ended. */
  public boolean hasUncommittedWrites() {
    return begunOrNull != null || !overlay.isEmpty();
  }

  /**
   * Marks this moment, so that {@link #rollbackTo} can come back to it until a release. After a
   * commit it stands for the moment of that commit, the earliest that can still be come back to.
   */
  public Savepoint savepoint() {
    return new Savepoint(openSavepoints++, commitCount, undoKeys.size());
  }

  /** Gives up a savepoint and those made after it; their writes stay pending. */
  public void release(Savepoint savepoint) {
    openSavepoints = savepoint.depth;
    if (openSavepoints == 0) {
      clearUndo();
    }
  }

  /** Returns whether anything was written since a savepoint. */
  public boolean changedSince(Savepoint savepoint) {
    return undoKeys.size() > undoSize(savepoint);
  }

  /** Undoes every write made since a savepoint, which stays valid; those made after it do not. */
  public void rollbackTo(Savepoint savepoint) {
    openSavepoints = savepoint.depth + 1;
    List<byte[]> undone = new ArrayList<>();
    int undoSize = undoSize(savepoint);
    for (int i = undoKeys.size() - 1; i >= undoSize; i--) {
      byte[] key = undoKeys.remove(i);
      byte[] before = undoValuesOrNull.remove(i);
      // Going back, a key that had no write before is the last of those that were added.
      byte[] after =
          before == null ? overlay.removeLast() : overlay.put(key, KeyHash.of(key), before);
      pendingBytes -= before == null ? key.length + after.length : after.length - before.length;
      undone.add(key);
    }
    for (UndoListener listener : listeners) {
      tellRestored(listener, undone);
    }
  }

  private int undoSize(Savepoint savepoint) {
    return savepoint.commitCount == commitCount ? savepoint.undoSize : 0;
  }

  private static void tellRestored(UndoListener listener, List<byte[]> keys) {
    try {
      for (byte[] key : keys) {
        listener.restored(key);
      }
    } catch (BackendException e) {
      // What it could not read now it will read when it needs it; the rollback itself has
      // succeeded.
      listener.forgotten();
    }
  }

  /** Drops every pending write; what is being written is not pending. */
  public void rollback() {
    boolean changed = !overlay.isEmpty();
    clear();
    if (changed) {
      tellForgotten();
    }
  }

  private void tellForgotten() {
    for (UndoListener listener : listeners) {
      listener.forgotten();
    }
  }

  /**
   * Commits every pending write, and ends a commit that was begun before; does nothing when there
   * is neither.
   *
   * @throws CommitException when the backend could not apply a batch, or does not know; nothing is
   *     pending any more, and what was applied, whole or not at all, is what reads now show
   */
  public void commit() {
    endCommit();
    if (overlay.isEmpty()) {
      clearUndo();
      return;
    }
    beginCommit().write();
    endCommit();
  }

  /**
   * Begins to commit every pending write: they are pending no more, and are seen as before. Nothing
   * pending is an empty commit.
   *
   * @return what is to be written before this is ended with {@link #endCommit}
   * @throws IllegalStateException when another commit has been begun and not ended
   */
  public Commit beginCommit() {
    if (begunOrNull != null) {
      throw new IllegalStateException("Another commit has been begun");
    }
    PendingWrites begun = overlay;
    overlay = committing;
    committing = begun;
    begunOrNull = new Commit(backend, begun);
    for (PendingWrites.Write write : begun.unsorted()) {
      cache.putCommitted(write.key(), write.hash(), write.value());
    }
    pendingBytes = 0;
    clearUndo();
    return begunOrNull;
  }

  /**
   * Ends a commit that was begun, if one was, and waits until it is written.
   *
   * @throws CommitException when it failed, as {@link #commit} does. What was written since it was
   *     begun may rely on it, and is dropped too.
   */
  public void endCommit() {
    Commit commit = begunOrNull;
    if (commit == null) {
      return;
    }
    commit.awaitWritten();
    begunOrNull = null;
    committing.clear();
    if (commit.failureOrNull() != null) {
      // It may have been applied all the same.
      cache.clear();
      clear();
      tellForgotten();
      throw commit.failureOrNull();
    }
  }

  private void clear() {
    overlay.clear();
    pendingBytes = 0;
    clearUndo();
  }

  private void clearUndo() {
    commitCount++;
    undoKeys.clear();
    undoValuesOrNull.clear();
  }
}
