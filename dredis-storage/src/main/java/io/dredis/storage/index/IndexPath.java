package io.dredis.storage.index;

import java.util.Arrays;

/** The way from the topmost level of an index down to a bucket. */
final class IndexPath {
  private final IndexCache cache;
  private final IndexTree tree;
  private final IndexNode[] nodes;
  private final int[] entries;

  IndexPath(IndexCache cache, IndexTree tree) {
    this.cache = cache;
    this.tree = tree;
    this.nodes = new IndexNode[tree.root.level + 1];
    this.entries = new int[tree.root.level + 1];
  }

  /** Goes to the bucket that an element belongs to; the index must not be empty. */
  void descend(byte[] elementKey) {
    IndexNode node = tree.root;
    byte[] endOrNull = null;
    while (true) {
      int entry = node.find(elementKey);
      nodes[node.level] = node;
      entries[node.level] = entry;
      if (node.level == 1) {
        break;
      }
      endOrNull = entry + 1 < node.size ? node.keys[entry + 1] : endOrNull;
      node = child(node, entry, endOrNull);
    }
    cache.nodes().used(node);
  }

  /** Goes to the bucket of a rank and returns the rank within it. */
  long descendToRank(long rank) {
    if (rank < 0 || rank >= tree.root.sum()) {
      throw new IndexOutOfBoundsException("Rank " + rank + " of " + tree.root.sum());
    }
    IndexNode node = tree.root;
    byte[] endOrNull = null;
    long left = rank;
    while (true) {
      int entry = node.findRank(left);
      left -= node.sumBefore(entry);
      nodes[node.level] = node;
      entries[node.level] = entry;
      if (node.level == 1) {
        break;
      }
      endOrNull = entry + 1 < node.size ? node.keys[entry + 1] : endOrNull;
      node = child(node, entry, endOrNull);
    }
    cache.nodes().used(node);
    return left;
  }

  private IndexNode child(IndexNode node, int entry, byte[] endOrNull) {
    IndexNode child = node.children[entry];
    return child != null ? child : IndexLoader.child(cache.records(), node, entry, endOrNull);
  }

  /**
   * Returns the node before the one of a level, below the same parent; the one of the level is not
   * the first there.
   */
  IndexNode nodeBefore(int level) {
    int entry = entries[level + 1];
    IndexNode parent = nodes[level + 1];
    return child(parent, entry - 1, parent.keys[entry]);
  }

  IndexNode node(int level) {
    return nodes[level];
  }

  int entry(int level) {
    return entries[level];
  }

  /** Returns how many elements the bucket has. */
  long count() {
    return nodes[1].counts[entries[1]];
  }

  /** Returns how many elements lie before the bucket. */
  long elementsBefore() {
    long before = 0;
    for (int level = 1; level < nodes.length; level++) {
      before += nodes[level].sumBefore(entries[level]);
    }
    return before;
  }

  /**
   * Returns a key with no element of the bucket before it, and none of another bucket behind it.
   */
  byte[] firstElement() {
    byte[] bound = tree.firstElement(nodes[1].keys[entries[1]]);
    byte[] lowest = tree.lowestOrNull;
    return lowest != null && isFirst() && Arrays.compareUnsigned(lowest, bound) > 0
        ? lowest
        : bound;
  }

  private boolean isFirst() {
    for (int level = 1; level < entries.length; level++) {
      if (entries[level] > 0) {
        return false;
      }
    }
    return true;
  }
}
