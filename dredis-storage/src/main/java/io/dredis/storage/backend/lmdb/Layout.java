package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.CorruptDataException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How records of any key length lie in LMDB, whose keys have 1 to 511 bytes.
 *
 * <p>All records are in LMDB's unnamed database. Numbers are big-endian.
 *
 * <pre>
 *   entry   = meta | record
 *
 *   meta    = 0x00 "format"  → version:u32           1 today; written when the store is created
 *           | 0x00 "layers"  → next-layer:u64        ids from here on were never used
 *
 *   record  = header part    → value                 |header part| &lt; 511: part is the whole key
 *           | header chunk   → long                  |header chunk| = 511: the key goes on, or ends
 *                                                    exactly here
 *   header  = 0x01                                   the root: part or chunk begins the key
 *           | 0x02 layer:u64                         a layer: what led here comes before it
 *
 *   long    = 0x00 length:u32 rest value             the only key with this chunk, rest follows it
 *           | 0x01 layer:u64                         at least one key with this chunk is, without
 *                                                    the chunk, in that layer
 * </pre>
 *
 * <p>LMDB compares bytes without sign and puts a shorter key before the longer ones it begins, so
 * within a layer physical order is the order of the keys, and all keys of a nested layer belong
 * where their chunk stands. A long key that shares its first 510 bytes with no other costs one
 * record; one that shares more costs one look-up for each further 502 bytes shared, however many
 * keys share them. A layer is never empty: the delete that takes its last record takes the pointer
 * to it as well.
 */
final class Layout {
  /** The longest key LMDB takes. */
  static final int PHYSICAL_MAX = 511;

  /** The layer that stands for no layer: keys begin there. Ids of layers start at 1. */
  static final long ROOT = 0;

  /** The first byte of records in the root. */
  static final byte ROOT_SPACE = 1;

  /** The first byte of records in layers. */
  static final byte LAYER_SPACE = 2;

  /** A physical key behind all records of the root, and before those of all layers. */
  static final byte[] BEHIND_ROOT = {LAYER_SPACE};

  /** The version of this layout. */
  static final int VERSION = 1;

  /** The physical key of the version. */
  static final byte[] FORMAT_KEY = {0, 'f', 'o', 'r', 'm', 'a', 't'};

  /** The physical key of the next layer's id. */
  static final byte[] LAYERS_KEY = {0, 'l', 'a', 'y', 'e', 'r', 's'};

  private static final byte SINGLE = 0;
  private static final byte POINTER = 1;
  private static final int SINGLE_HEADER = 5;
  private static final int POINTER_SIZE = 9;

  private Layout() {}

  /** Returns how many bytes precede the part of the key in a physical key of a layer. */
  static int headerLength(long layer) {
    return layer == ROOT ? 1 : 1 + Long.BYTES;
  }

  /** Returns how many bytes of a key a layer takes; a key of that many or more is a long one. */
  static int chunkLength(long layer) {
    return PHYSICAL_MAX - headerLength(layer);
  }

  /** Returns whether a physical key is in a layer. */
  static boolean isIn(long layer, NativeBytes physical) {
    if (layer == ROOT) {
      return physical.size() > 0 && physical.byteAt(0) == ROOT_SPACE;
    }
    return physical.size() >= headerLength(layer)
        && physical.byteAt(0) == LAYER_SPACE
        && physical.longAt(1) == layer;
  }

  /** Returns whether the value of a long record points to a layer. */
  static boolean isPointer(NativeBytes longValue) {
    byte tag = longValue.size() == 0 ? -1 : longValue.byteAt(0);
    if (tag == POINTER && longValue.size() == POINTER_SIZE) {
      return true;
    }
    if (tag == SINGLE && longValue.size() >= SINGLE_HEADER) {
      return false;
    }
    throw new CorruptDataException("corrupt lmdb store: a long key's record has tag " + tag);
  }

  /** Returns the layer a pointer leads to. */
  static long layer(NativeBytes pointer) {
    return pointer.longAt(1);
  }

  /** Returns the bytes of a pointer to a layer. */
  static byte[] pointerTo(long layer) {
    return ByteBuffer.allocate(POINTER_SIZE).put(POINTER).putLong(layer).array();
  }

  /** Returns how long the rest of the key in a single record is. */
  static int restLength(NativeBytes single) {
    int length = single.intAt(1);
    if (length < 0 || length > single.size() - SINGLE_HEADER) {
      throw new CorruptDataException("corrupt lmdb store: a long key's rest has " + length);
    }
    return length;
  }

  /** Copies the rest of the key out of a single record. */
  static void copyRest(NativeBytes single, byte[] target, int targetFrom) {
    single.copyTo(SINGLE_HEADER, target, targetFrom, restLength(single));
  }

  /**
   * Returns a negative number, zero or a positive one as the rest is before, at or after that of a
   * key.
   */
  static int compareRest(NativeBytes single, byte[] key, int from) {
    byte[] rest = single.copy(SINGLE_HEADER, restLength(single));
    return Arrays.compareUnsigned(rest, 0, rest.length, key, from, key.length);
  }

  /** Returns the value of a single record. */
  static byte[] singleValue(NativeBytes single) {
    long from = (long) SINGLE_HEADER + restLength(single);
    return single.copy(from, single.size() - from);
  }

  /** Returns how many bytes a single record's value has in LMDB. */
  static long singleSize(int restLength, int valueLength) {
    return (long) SINGLE_HEADER + restLength + valueLength;
  }

  /** Fills the memory LMDB gave for a single record's value. */
  static void writeSingle(NativeBytes target, byte[] key, int restFrom, byte[] value) {
    int rest = key.length - restFrom;
    byte[] header = ByteBuffer.allocate(SINGLE_HEADER).put(SINGLE).putInt(rest).array();
    target.write(0, header, 0, header.length);
    target.write(SINGLE_HEADER, key, restFrom, rest);
    target.write((long) SINGLE_HEADER + rest, value, 0, value.length);
  }
}
