package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * Applies a batch within one write transaction, through the layers of {@link Layout}.
 *
 * <p>No call blocks: LMDB's write transaction belongs to an OS thread, and a virtual thread that
 * blocks may go on on another.
 */
final class LayerWriter implements Batch.Visitor {
  private final Dbi<NativeBytes> records;
  private final Txn<NativeBytes> txn;
  private final NativeBytes scratch;
  private final long nextLayerAtStart;
  private long nextLayer;

  /** A key of the root that none is behind, null if none is known. What is deleted stays in it. */
  private byte[] lastOrNull;

  LayerWriter(Dbi<NativeBytes> records, Txn<NativeBytes> txn, NativeBytes scratch, long nextLayer) {
    this.records = records;
    this.txn = txn;
    this.scratch = scratch;
    this.nextLayerAtStart = nextLayer;
    this.nextLayer = nextLayer;
  }

  /**
   * Looks up which record is the last one, for a batch of many: a page that is filled from its end
   * on is then left full, not half full, and nothing is searched for.
   */
  void findLast() {
    try (Cursor<NativeBytes> cursor = records.openCursor(txn)) {
      if (cursor.last() && cursor.key().byteAt(0) == Layout.ROOT_SPACE) {
        lastOrNull = cursor.key().copy(1, cursor.key().size() - 1);
      }
    }
  }

  /** Takes the key that an earlier batch had as the last; null when that is unknown. */
  void setLast(byte[] keyOrNull) {
    lastOrNull = keyOrNull;
  }

  /** Returns a key that no other is behind, or null when none is known. */
  byte[] lastOrNull() {
    return lastOrNull;
  }

  /** Writes what must be known beside the records, and returns the next layer's id. */
  long finish() {
    if (nextLayer != nextLayerAtStart) {
      scratch.setPhysical(Layout.LAYERS_KEY);
      store(ByteBuffer.allocate(Long.BYTES).putLong(nextLayer).array());
    }
    return nextLayer;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    long layer = Layout.ROOT;
    int from = 0;
    while (true) {
      int chunk = Layout.chunkLength(layer);
      int left = key.length - from;
      scratch.setKey(layer, key, from, Math.min(left, chunk));
      if (left < chunk) {
        storeOrAppend(layer, key, value);
        return;
      }
      // Where it goes may be behind all others.
      lastOrNull = null;
      from += chunk;
      NativeBytes found = records.get(txn, scratch);
      if (found != null && Layout.isPointer(found)) {
        layer = Layout.layer(found);
      } else if (found == null || Layout.compareRest(found, key, from) == 0) {
        storeSingle(key, from, value);
        return;
      } else {
        layer = moveIntoNewLayer(found);
      }
    }
  }

  @Override
  public void delete(byte[] key) {
    Deque<Long> above = new ArrayDeque<>(0);
    long layer = Layout.ROOT;
    int from = 0;
    while (true) {
      int chunk = Layout.chunkLength(layer);
      int left = key.length - from;
      scratch.setKey(layer, key, from, Math.min(left, chunk));
      if (left < chunk) {
        break;
      }
      NativeBytes found = records.get(txn, scratch);
      if (found == null) {
        return;
      }
      if (!Layout.isPointer(found)) {
        if (Layout.compareRest(found, key, from + chunk) != 0) {
          return;
        }
        break;
      }
      above.push(layer);
      layer = Layout.layer(found);
      from += chunk;
    }
    if (records.delete(txn, scratch)) {
      removeEmptyLayers(key, layer, from, above);
    }
  }

  /** Removes the pointers to a layer and those above it as far as they became empty. */
  private void removeEmptyLayers(byte[] key, long innermost, int innermostFrom, Deque<Long> above) {
    long layer = innermost;
    int from = innermostFrom;
    while (!above.isEmpty() && isEmpty(layer)) {
      layer = above.pop();
      int chunk = Layout.chunkLength(layer);
      from -= chunk;
      records.delete(txn, scratch.setKey(layer, key, from, chunk));
    }
  }

  private boolean isEmpty(long layer) {
    try (Cursor<NativeBytes> cursor = records.openCursor(txn)) {
      return !cursor.get(scratch.setHeader(layer), GetOp.MDB_SET_RANGE)
          || !Layout.isIn(layer, cursor.key());
    }
  }

  /** Moves the single record under the scratch key into a layer of its own; returns the layer. */
  private long moveIntoNewLayer(NativeBytes single) {
    byte[] rest = new byte[Layout.restLength(single)];
    Layout.copyRest(single, rest, 0);
    byte[] value = Layout.singleValue(single);
    long layer = nextLayer++;
    store(Layout.pointerTo(layer));
    int chunk = Layout.chunkLength(layer);
    scratch.setKey(layer, rest, 0, Math.min(rest.length, chunk));
    if (rest.length < chunk) {
      store(value);
    } else {
      storeSingle(rest, chunk, value);
    }
    return layer;
  }

  /** Stores a value under the scratch key, which ends a key in a layer. */
  private void storeOrAppend(long layer, byte[] key, byte[] value) {
    if (lastOrNull == null
        || layer != Layout.ROOT
        || Arrays.compareUnsigned(key, lastOrNull) <= 0) {
      store(value);
    } else {
      lastOrNull = key;
      records
          .reserve(txn, scratch, value.length, PutFlags.MDB_APPEND)
          .write(0, value, 0, value.length);
    }
  }

  /** Stores a value under the scratch key. */
  private void store(byte[] value) {
    records.reserve(txn, scratch, value.length).write(0, value, 0, value.length);
  }

  /** Stores a single record under the scratch key. */
  private void storeSingle(byte[] key, int restFrom, byte[] value) {
    long size = Layout.singleSize(key.length - restFrom, value.length);
    if (size > Integer.MAX_VALUE) {
      throw new CommitException(
          Outcome.NOT_APPLIED, "a key and its value have together more than 2 GB");
    }
    Layout.writeSingle(records.reserve(txn, scratch, (int) size), key, restFrom, value);
  }
}
