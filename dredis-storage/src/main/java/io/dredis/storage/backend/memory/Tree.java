package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.memory.Node.Branch;
import io.dredis.storage.backend.memory.Node.Leaf;
import java.util.List;

/**
 * An immutable B+tree of records in unsigned byte order: all that a reader of one state needs.
 *
 * @param root the top node; an empty leaf when there are no records
 * @param bytes about what the records occupy in memory
 */
record Tree(Node root, long bytes) {
  static final Tree EMPTY = new Tree(new Leaf(0), 0);

  /** Returns the value of a key, or null. */
  byte[] get(byte[] key) {
    Node node = root;
    while (node instanceof Branch branch) {
      node = branch.children[branch.childFor(key)];
    }
    Leaf leaf = (Leaf) node;
    int at = leaf.search(key);
    return at < 0 ? null : leaf.values[at];
  }

  /** Returns the values of several keys, with null where there is none. */
  byte[][] getAll(List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    int i = 0;
    for (byte[] key : keys) {
      values[i++] = get(key);
    }
    return values;
  }
}
