package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.util.List;

/** One tree, held on to. */
final class MemorySnapshot implements Snapshot {
  private final MemoryBackend backend;
  private volatile Tree treeOrNull;

  MemorySnapshot(MemoryBackend backend, Tree tree) {
    this.backend = backend;
    this.treeOrNull = tree;
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
    return new TreeCursor(backend, tree());
  }

  @Override
  public void close() {
    treeOrNull = null;
  }

  private Tree tree() {
    backend.assertOpen();
    Tree tree = treeOrNull;
    if (tree == null) {
      throw new BackendException("the snapshot is closed");
    }
    return tree;
  }
}
