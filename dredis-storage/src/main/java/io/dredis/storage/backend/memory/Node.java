package io.dredis.storage.backend.memory;

import java.util.Arrays;

/**
 * A node of a {@link Tree}. It belongs to the edit whose number it bears, which alone may change
 * it; for everyone else, and once that edit is done, it never changes.
 */
abstract sealed class Node {
  /**
   * How many entries a node has room for: few enough to copy for one put, enough to keep the tree
   * flat.
   */
  static final int WIDTH = 48;

  final long edit;
  final byte[][] keys;
  int count;

  private Node(long edit, byte[][] keys, int count) {
    this.edit = edit;
    this.keys = keys;
    this.count = count;
  }

  /** A node of the lowest level: records in the order of their keys. */
  static final class Leaf extends Node {
    final byte[][] values;

    Leaf(long edit) {
      super(edit, new byte[WIDTH][], 0);
      values = new byte[WIDTH][];
    }

    private Leaf(long edit, Leaf copied) {
      super(edit, Arrays.copyOf(copied.keys, WIDTH), copied.count);
      values = Arrays.copyOf(copied.values, WIDTH);
    }

    /** Returns this node when it belongs to the edit, else a copy that does. */
    Leaf ownedBy(long edit) {
      return this.edit == edit ? this : new Leaf(edit, this);
    }

    /** Returns the position of a key, or {@code -(position to insert it at) - 1}. */
    int find(byte[] key) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = Arrays.compareUnsigned(keys[middle], key);
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

    void insert(int at, byte[] key, byte[] value) {
      System.arraycopy(keys, at, keys, at + 1, count - at);
      System.arraycopy(values, at, values, at + 1, count - at);
      keys[at] = key;
      values[at] = value;
      count++;
    }

    void remove(int at) {
      count--;
      System.arraycopy(keys, at + 1, keys, at, count - at);
      System.arraycopy(values, at + 1, values, at, count - at);
      keys[count] = null;
      values[count] = null;
    }

    /** Moves the records from a position on to a new node and returns it. */
    Leaf splitAt(int from) {
      Leaf right = new Leaf(edit);
      right.count = count - from;
      System.arraycopy(keys, from, right.keys, 0, right.count);
      System.arraycopy(values, from, right.values, 0, right.count);
      Arrays.fill(keys, from, count, null);
      Arrays.fill(values, from, count, null);
      count = from;
      return right;
    }

    /** Adds the records of the node that follows this one. */
    void append(Leaf next) {
      System.arraycopy(next.keys, 0, keys, count, next.count);
      System.arraycopy(next.values, 0, values, count, next.count);
      count += next.count;
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
      super(edit, new byte[WIDTH][], 0);
      children = new Node[WIDTH];
    }

    private Branch(long edit, Branch copied) {
      super(edit, Arrays.copyOf(copied.keys, WIDTH), copied.count);
      children = Arrays.copyOf(copied.children, WIDTH);
    }

    /** Returns this node when it belongs to the edit, else a copy that does. */
    Branch ownedBy(long edit) {
      return this.edit == edit ? this : new Branch(edit, this);
    }

    /** Returns the position of the child below which a key belongs. */
    int childFor(byte[] key) {
      int low = 1;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (Arrays.compareUnsigned(keys[middle], key) <= 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return low - 1;
    }

    void insert(int at, byte[] fromKey, Node child) {
      System.arraycopy(keys, at, keys, at + 1, count - at);
      System.arraycopy(children, at, children, at + 1, count - at);
      keys[at] = fromKey;
      children[at] = child;
      count++;
    }

    void remove(int at) {
      count--;
      System.arraycopy(keys, at + 1, keys, at, count - at);
      System.arraycopy(children, at + 1, children, at, count - at);
      keys[count] = null;
      children[count] = null;
    }

    /**
     * Moves the children from a position on to a new node and returns it; the key before it is its
     * {@code keys[0]}.
     */
    Branch splitAt(int from) {
      Branch right = new Branch(edit);
      right.count = count - from;
      System.arraycopy(keys, from, right.keys, 0, right.count);
      System.arraycopy(children, from, right.children, 0, right.count);
      Arrays.fill(keys, from, count, null);
      Arrays.fill(children, from, count, null);
      count = from;
      return right;
    }

    /**
     * Adds the children of the node that follows this one, all of whose keys are at or after {@code
     * fromKey}.
     */
    void append(byte[] fromKey, Branch next) {
      System.arraycopy(next.keys, 0, keys, count, next.count);
      System.arraycopy(next.children, 0, children, count, next.count);
      if (next.count > 0) {
        keys[count] = fromKey;
      }
      count += next.count;
    }
  }
}
