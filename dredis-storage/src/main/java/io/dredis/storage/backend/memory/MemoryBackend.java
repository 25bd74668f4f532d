package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An ordered store in the heap. Readers take the current tree, which never changes, and need no
 * lock; commits go one after the other, and each publishes a new tree.
 */
final class MemoryBackend implements Backend {
  private final ReentrantLock committing = new ReentrantLock();
  private final boolean readOnly;

  /** The tree as it stands, or null when the store is closed. */
  private volatile Tree treeOrNull = Tree.EMPTY;

  private long edits;

  MemoryBackend(boolean readOnly) {
    this.readOnly = readOnly;
  }

  @Override
  public byte[] get(byte[] key) {
    return tree().get(key);
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    return tree().getAll(keys);
  }

  @Override
  public Cursor cursor() {
    return new TreeCursor(this, tree());
  }

  @Override
  public Snapshot snapshot() {
    return new MemorySnapshot(this, tree());
  }

  @Override
  public void commit(Batch batch) {
    committing.lock();
    try {
      Tree tree = treeOrNull;
      if (tree == null || readOnly) {
        String reason = tree == null ? "is closed" : "was opened for reading only";
        throw new CommitException(
            CommitException.Outcome.NOT_APPLIED, "the memory backend " + reason);
      }
      TreeEdit edit = new TreeEdit(tree, ++edits);
      batch.forEach(edit);
      treeOrNull = edit.result();
    } finally {
      committing.unlock();
    }
  }

  @Override
  public void sync() {
    // Nothing here survives the machine, and the contract's promise holds for what does not claim
    // to.
    tree();
  }

  @Override
  public long sizeOnDisk() {
    return tree().bytes();
  }

  @Override
  public void close() {
    committing.lock();
    try {
      treeOrNull = null;
    } finally {
      committing.unlock();
    }
  }

  /** Throws unless the store is open. */
  void assertOpen() {
    tree();
  }

  private Tree tree() {
    Tree tree = treeOrNull;
    if (tree == null) {
      throw new BackendException("the memory backend is closed");
    }
    return tree;
  }
}
