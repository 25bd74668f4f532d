package io.dredis.storage.index;

import java.util.Arrays;

/** The way from the topmost level of an index down to a bucket, or on to a run within it. */
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

  /** Goes to the run that an element belongs to; the index must not be empty. */
  void descendToRun(byte[] elementKey) {
    descend(elementKey);
    IndexNode runs = runs();
    int run = runs.find(elementKey);
    if (runs.counts[run] > cache.limits().run()) {
      runs = readRuns();
      run = runs.find(elementKey);
    }
    stand(runs, run);
  }

  /** Goes to the run of a rank and returns the rank within it. */
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
    IndexNode runs = runs();
    int run = runs.findRank(left);
    if (runs.counts[run] > cache.limits().run()) {
      runs = readRuns();
      run = runs.findRank(left);
    }
    stand(runs, run);
    return left - runs.sumBefore(run);
  }

  private void stand(IndexNode runs, int run) {
    nodes[0] = runs;
    entries[0] = run;
    cache.nodes().used(runs);
  }

  private IndexNode runs() {
    IndexNode runs = nodes[1].children[entries[1]];
    return runs != null ? runs : readRuns();
  }

  /** Makes the runs of the bucket, all short, also if there are some in memory. */
  IndexNode readRuns() {
    cache.nodes().forget(nodes[1], entries[1]);
    return IndexLoader.runs(cache, nodes[1], entries[1], firstElement());
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

  /** Returns whether another way down has the same entry on a level. */
  @SuppressWarnings("ReferenceEquality")
  boolean sameEntry(IndexPath other, int level) {
    return nodes[level] == other.nodes[level] && entries[level] == other.entries[level];
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

  /** Returns how many elements the run has. */
  long countOfRun() {
    return nodes[0].counts[entries[0]];
  }

  /** Returns how many elements lie before the run. */
  long elementsBefore() {
    long before = 0;
    for (int level = 0; level < nodes.length; level++) {
      before += nodes[level].sumBefore(entries[level]);
    }
    return before;
  }

  /**
   * Returns a key with no element of the bucket or run before it, and none of another before that
   * behind it.
   */
  byte[] firstElement() {
    if (entries[0] > 0) {
      return tree.firstElement(nodes[0].keys[entries[0]]);
    }
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
