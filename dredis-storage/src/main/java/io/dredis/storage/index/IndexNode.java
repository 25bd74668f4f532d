package io.dredis.storage.index;

import java.util.Arrays;

/**
 * A sequence of neighbouring entries of one level, in memory: what one entry of the level above
 * counts, or the whole topmost level. Those of level 0, which count short runs of the elements of a
 * bucket, are not stored; they are made by walking it.
 *
 * <p>An entry reaches from its bound to the next entry's; the first also has everything before its
 * bound that belongs to the node. The bounds are kept as whole record keys, and compared behind the
 * offset where the bound begins.
 */
final class IndexNode {
  /** What an entry without children takes in memory besides its bound, in bytes. */
  private static final int ENTRY_BYTES = 16 + 8 + 8 + 8;

  final IndexTree tree;
  final int level;
  IndexNode parentOrNull;
  byte[][] keys = new byte[8][];
  long[] counts = new long[8];
  IndexNode[] children;
  int size;
  long keyBytes;

  IndexNode(IndexTree tree, int level, IndexNode parentOrNull) {
    this.tree = tree;
    this.level = level;
    this.parentOrNull = parentOrNull;
    this.children = new IndexNode[level > 0 ? 8 : 0];
  }

  /** Returns about how many bytes of memory it takes. */
  long weight() {
    return keyBytes + (long) keys.length * ENTRY_BYTES + 128;
  }

  /** Returns the sum of its counts. */
  long sum() {
    return sumBefore(size);
  }

  /** Returns the sum of the counts of the entries before one. */
  long sumBefore(int entry) {
    long sum = 0;
    for (int i = 0; i < entry; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Returns the entry that an element belongs to; the node must not be empty. */
  int find(byte[] elementKey) {
    int bound = tree.boundOffset();
    int rest = tree.elementOffset();
    int low = 1;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      byte[] key = keys[middle];
      if (Arrays.compareUnsigned(key, bound, key.length, elementKey, rest, elementKey.length)
          <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Returns the entry that an element of a rank within the node belongs to. */
  int findRank(long rank) {
    long before = 0;
    int entry = 0;
    while (entry < size - 1 && before + counts[entry] <= rank) {
      before += counts[entry++];
    }
    return entry;
  }

  void insert(int at, byte[] key, long count, IndexNode childOrNull) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      children = level > 0 ? Arrays.copyOf(children, size * 2) : children;
    }
    shift(at, at + 1);
    keys[at] = key;
    counts[at] = count;
    if (level > 0) {
      setChild(at, childOrNull);
    }
    size++;
    keyBytes += key.length;
  }

  void setChild(int at, IndexNode childOrNull) {
    children[at] = childOrNull;
    if (childOrNull != null) {
      childOrNull.parentOrNull = this;
    }
  }

  void replaceKey(int at, byte[] key) {
    keyBytes += key.length - keys[at].length;
    keys[at] = key;
  }

  void remove(int at) {
    keyBytes -= keys[at].length;
    shift(at + 1, at);
    size--;
    keys[size] = null;
    if (level > 0) {
      children[size] = null;
    }
  }

  private void shift(int from, int to) {
    System.arraycopy(keys, from, keys, to, size - from);
    System.arraycopy(counts, from, counts, to, size - from);
    if (level > 0) {
      System.arraycopy(children, from, children, to, size - from);
    }
  }

  /** Moves the entries from one on to the end of another node of the level. */
  void moveTail(int from, IndexNode target) {
    for (int i = from; i < size; i++) {
      target.insert(target.size, keys[i], counts[i], level > 0 ? children[i] : null);
    }
    while (size > from) {
      remove(size - 1);
    }
  }
}
