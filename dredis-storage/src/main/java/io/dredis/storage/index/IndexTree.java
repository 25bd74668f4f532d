package io.dredis.storage.index;

import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import java.util.Arrays;

/**
 * The levels of one collection's index as far as they are in memory, and the keys of their records.
 *
 * <pre>
 * record key = 04 · key id · section · (255 - level)(1) · bound   ; as the elements' keys, in the index space
 * record     = elements (varint)                                  ; from the bound up to the next one of the level
 * </pre>
 *
 * Level 1 counts elements; an entry of each further level counts a run of entries of the level
 * below, and has the bound of the first of them when they parted. The topmost level comes first and
 * has few entries, so one seek finds it. A bound is as short as it can be between two elements.
 * Level 0 exists in memory only.
 */
final class IndexTree {
  final byte[] elementPrefix;
  final byte[] indexPrefix;

  /** The topmost level; without entries, and of level 1, when there is no element. */
  IndexNode root;

  /**
   * A key that no element lies before, or null when none is known. It spares those who take the
   * first element again and again the walk over what is left of the ones before it.
   */
  byte[] lowestOrNull;

  IndexTree(byte[] elementPrefix) {
    this.elementPrefix = elementPrefix;
    this.indexPrefix = elementPrefix.clone();
    this.indexPrefix[0] = Space.INDEX.code();
  }

  /** Returns where in an element's key its own bytes begin. */
  int elementOffset() {
    return elementPrefix.length;
  }

  /** Returns where in a record's key the bound begins. */
  int boundOffset() {
    return indexPrefix.length + 1;
  }

  /** Returns the level of a record. */
  int level(byte[] recordKey) {
    return 255 - (recordKey[indexPrefix.length] & 0xff);
  }

  /** Returns the key of the record of a level with the empty bound. */
  byte[] lowestKey(int level) {
    byte[] key = Arrays.copyOf(indexPrefix, indexPrefix.length + 1);
    key[indexPrefix.length] = (byte) (255 - level);
    return key;
  }

  /** Returns the key of the record of a level with the bound of one of another level. */
  byte[] sameBound(int level, byte[] recordKey) {
    byte[] key = recordKey.clone();
    key[indexPrefix.length] = (byte) (255 - level);
    return key;
  }

  /**
   * Returns the key of the record of a level with the shortest bound that is behind one element and
   * not behind the next one.
   */
  byte[] boundBetween(int level, byte[] before, byte[] at) {
    int offset = elementOffset();
    int length = 1 + Arrays.mismatch(before, offset, before.length, at, offset, at.length);
    byte[] key = Arrays.copyOf(lowestKey(level), boundOffset() + length);
    System.arraycopy(at, offset, key, boundOffset(), length);
    return key;
  }

  /** Returns the key that the elements from a record's bound on are at or behind. */
  byte[] firstElement(byte[] recordKey) {
    int length = recordKey.length - boundOffset();
    byte[] key = Arrays.copyOf(elementPrefix, elementPrefix.length + length);
    System.arraycopy(recordKey, boundOffset(), key, elementPrefix.length, length);
    return key;
  }

  /** Returns whether an element lies before a record's bound. */
  boolean isBefore(byte[] elementKey, byte[] recordKey) {
    return Arrays.compareUnsigned(
            elementKey,
            elementOffset(),
            elementKey.length,
            recordKey,
            boundOffset(),
            recordKey.length)
        < 0;
  }

  /** Returns a count as it is stored. */
  static byte[] count(long count) {
    byte[] record = new byte[Varint.length(count)];
    Varint.write(record, 0, count);
    return record;
  }
}
