package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.io.IOException;
import java.util.List;
import org.fusesource.leveldbjni.internal.NativeReadOptions;
import org.fusesource.leveldbjni.internal.NativeSnapshot;

/**
 * A snapshot of LevelDB. It has a gate of its own, inside the backend's, so that giving it back
 * waits for the reads of other threads.
 */
final class LevelDbSnapshot implements Snapshot {
  private final LevelDbBackend backend;
  private final NativeSnapshot snapshot;
  private final NativeReadOptions options;
  private final Gate gate = new Gate("the snapshot");
  private final Runnable release = this::release;

  /** Wraps a snapshot that was just taken; the caller is inside the backend's gate. */
  LevelDbSnapshot(LevelDbBackend backend, NativeSnapshot snapshot) {
    this.backend = backend;
    this.snapshot = snapshot;
    this.options = LevelDbBackend.readOptions().snapshot(snapshot);
    backend.releaseAtClose(release);
  }

  @Override
  public byte[] get(byte[] key) {
    return getAll(List.of(key))[0];
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    long outer = backend.gate().enter();
    try {
      long inner = gate.enter();
      try {
        return getAllInside(keys);
      } finally {
        gate.leave(inner);
      }
    } finally {
      backend.gate().leave(outer);
    }
  }

  @Override
  public Cursor cursor() {
    long outer = backend.gate().enter();
    try {
      long inner = gate.enter();
      try {
        return new LevelDbCursor(backend, backend.db().iterator(options));
      } finally {
        gate.leave(inner);
      }
    } finally {
      backend.gate().leave(outer);
    }
  }

  @Override
  public void close() {
    long outer = backend.gate().tryEnter();
    if (outer == 0) {
      return;
    }
    try {
      backend.forget(release);
      release();
    } finally {
      backend.gate().leave(outer);
    }
  }

  private byte[][] getAllInside(List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    int i = 0;
    try {
      for (byte[] key : keys) {
        values[i++] = backend.db().get(options, key);
      }
      return values;
    } catch (IOException e) {
      throw LevelDbErrors.meaning(e);
    }
  }

  private void release() {
    gate.close(() -> backend.db().releaseSnapshot(snapshot));
  }
}
