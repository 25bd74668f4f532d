package io.dredis.storage.backend.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A node of a {@link Tree}. It belongs to the edit whose number it bears, which alone may change
 * it; for everyone else, and once that edit is done, it never changes.
 *
 * <p>A look-up that compared whole keys would fetch each of them from somewhere in memory. So a
 * node knows how many first bytes all its keys share, and keeps the four bytes behind those of each
 * key, its head, side by side. Heads decide almost always.
 */
abstract sealed class Node {
  /**
   * How many entries a node has room for: few enough to copy for one put, enough to keep the tree
   * flat.
   */
  static final int WIDTH = 48;

  private static final VarHandle HEAD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  final long edit;
  final byte[][] keys;
  int count;

  /** The position of the first key that counts, as searches see it. */
  private final int first;

  /** The heads of the keys from the first on, shorter ones filled up with zeros. */
  private final int[] heads;

  /** How many bytes before their heads the keys share; they may share more. */
  private int shared;

  private Node(long edit, int first) {
    this.edit = edit;
    this.first = first;
    this.keys = new byte[WIDTH][];
    this.heads = new int[WIDTH];
  }

  private Node(long edit, Node copied) {
    this.edit = edit;
    this.first = copied.first;
    this.keys = Arrays.copyOf(copied.keys, WIDTH);
    this.heads = Arrays.copyOf(copied.heads, WIDTH);
    this.shared = copied.shared;
    this.count = copied.count;
  }

  /**
   * Returns the position of a key among those from the first on, or {@code -(position to insert it
   * at) - 1}.
   */
  final int search(byte[] key) {
    if (count <= first) {
      return -first - 1;
    }
    byte[] any = keys[first];
    if (Arrays.mismatch(any, 0, shared, key, 0, Math.min(shared, key.length)) >= 0) {
      return Arrays.compareUnsigned(key, any) < 0 ? -first - 1 : -count - 1;
    }
    int head = headOf(key);
    int low = first;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(heads[middle], head);
      if (order == 0) {
        order = compareBehindShared(keys[middle], key);
      }
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  private int compareBehindShared(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, shared, one.length, other, shared, other.length);
  }

  /** Returns the four bytes of a key behind the shared ones. */
  private int headOf(byte[] key) {
    if (shared + Integer.BYTES <= key.length) {
      return (int) HEAD.get(key, shared);
    }
    int head = 0;
    for (int i = shared; i < shared + Integer.BYTES; i++) {
      head = head << Byte.SIZE | (i < key.length ? key[i] & 0xff : 0);
    }
    return head;
  }

  /** Makes room for a key and puts it there; null where keys do not count. */
  final void insertKey(int at, byte[] key) {
    System.arraycopy(keys, at, keys, at + 1, count - at);
    System.arraycopy(heads, at, heads, at + 1, count - at);
    keys[at] = key;
    count++;
    if (at < first) {
      return;
    }
    byte[] other = keys[at == first ? count - 1 : first];
    int differs = Arrays.mismatch(key, other);
    if (differs >= shared) {
      heads[at] = headOf(key);
    } else {
      findHeads();
    }
  }

  final void removeKey(int at) {
    count--;
    System.arraycopy(keys, at + 1, keys, at, count - at);
    System.arraycopy(heads, at + 1, heads, at, count - at);
    keys[count] = null;
  }

  /** Moves the keys from a position on to an empty node. */
  final void moveKeys(int from, Node right) {
    right.count = count - from;
    System.arraycopy(keys, from, right.keys, 0, right.count);
    Arrays.fill(keys, from, count, null);
    count = from;
    findHeads();
    right.findHeads();
  }

  /** Adds the keys of the node that follows this one; its first position gets the given key. */
  final void appendKeys(byte[] fromKey, Node next) {
    System.arraycopy(next.keys, 0, keys, count, next.count);
    if (next.count > 0) {
      keys[count] = fromKey;
    }
    count += next.count;
    findHeads();
  }

  private void findHeads() {
    if (count <= first) {
      return;
    }
    int differs = Arrays.mismatch(keys[first], keys[count - 1]);
    shared = Math.max(differs, 0);
    for (int i = first; i < count; i++) {
      heads[i] = headOf(keys[i]);
    }
  }

  /** A node of the lowest level: records in the order of their keys. */
  static final class Leaf extends Node {
    final byte[][] values;

    Leaf(long edit) {
      super(edit, 0);
      values = new byte[WIDTH][];
    }

    private Leaf(long edit, Leaf copied) {
      super(edit, copied);
      values = Arrays.copyOf(copied.values, WIDTH);
    }

    /** Returns this node when it belongs to the edit, else a copy that does. */
    Leaf ownedBy(long edit) {
      return this.edit == edit ? this : new Leaf(edit, this);
    }

    void insert(int at, byte[] key, byte[] value) {
      System.arraycopy(values, at, values, at + 1, count - at);
      values[at] = value;
      insertKey(at, key);
    }

    void remove(int at) {
      removeKey(at);
      System.arraycopy(values, at + 1, values, at, count - at);
      values[count] = null;
    }

    /** Moves the records from a position on to a new node and returns it. */
    Leaf splitAt(int from) {
      Leaf right = new Leaf(edit);
      System.arraycopy(values, from, right.values, 0, count - from);
      Arrays.fill(values, from, count, null);
      moveKeys(from, right);
      return right;
    }

    /** Adds the records of the node that follows this one. */
    void append(Leaf next) {
      System.arraycopy(next.values, 0, values, count, next.count);
      appendKeys(next.keys[0], next);
    }
  }

  /**
   * A node above others. Every key below {@code children[i]} is at or after {@code keys[i]} and
   * before {@code keys[i + 1]}; {@code keys[0]} says nothing, for the parent bounds the first
   * child.
   */
  static final class Branch extends Node {
    final Node[] children;

    Branch(long edit) {
      super(edit, 1);
      children = new Node[WIDTH];
    }

    private Branch(long edit, Branch copied) {
      super(edit, copied);
      children = Arrays.copyOf(copied.children, WIDTH);
    }

    /** Returns this node when it belongs to the edit, else a copy that does. */
    Branch ownedBy(long edit) {
      return this.edit == edit ? this : new Branch(edit, this);
    }

    /** Returns the position of the child below which a key belongs. */
    int childFor(byte[] key) {
      int found = search(key);
      return found >= 0 ? found : -found - 2;
    }

    void insert(int at, byte[] fromKey, Node child) {
      System.arraycopy(children, at, children, at + 1, count - at);
      children[at] = child;
      insertKey(at, fromKey);
    }

    void remove(int at) {
      removeKey(at);
      System.arraycopy(children, at + 1, children, at, count - at);
      children[count] = null;
    }

    /**
     * Moves the children from a position on to a new node and returns it; the key before it is its
     * {@code keys[0]}.
     */
    Branch splitAt(int from) {
      Branch right = new Branch(edit);
      System.arraycopy(children, from, right.children, 0, count - from);
      Arrays.fill(children, from, count, null);
      moveKeys(from, right);
      return right;
    }

    /**
     * Adds the children of the node that follows this one, all of whose keys are at or after {@code
     * fromKey}.
     */
    void append(byte[] fromKey, Branch next) {
      System.arraycopy(next.children, 0, children, count, next.count);
      appendKeys(fromKey, next);
    }
  }
}
