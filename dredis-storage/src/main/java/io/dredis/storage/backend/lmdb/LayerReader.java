package io.dredis.storage.backend.lmdb;

import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** Finds the value of a key through the layers of {@link Layout}. */
final class LayerReader {
  private LayerReader() {}

  /** Returns a copy of the value of a key, or null; {@code scratch} is memory for keys. */
  static byte[] get(
      Dbi<NativeBytes> records, Txn<NativeBytes> txn, NativeBytes scratch, byte[] key) {
    long layer = Layout.ROOT;
    int from = 0;
    while (true) {
      int chunk = Layout.chunkLength(layer);
      int left = key.length - from;
      NativeBytes found = records.get(txn, scratch.setKey(layer, key, from, Math.min(left, chunk)));
      if (found == null) {
        return null;
      }
      if (left < chunk) {
        return found.copy();
      }
      from += chunk;
      if (!Layout.isPointer(found)) {
        return Layout.compareRest(found, key, from) == 0 ? Layout.singleValue(found) : null;
      }
      layer = Layout.layer(found);
    }
  }
}
