package io.dredis.storage.index;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.transaction.Transaction;

/**
 * One change of an index, in memory and in the transaction.
 *
 * <p>A bucket that has grown too large is split between two of its runs, a node at its middle
 * entry. Small neighbours below one parent are joined, empty ones dropped, and a topmost level with
 * one entry gives way to the one below. The counts of runs are kept if they are in memory; whoever
 * looks for a rank parts those that have grown long.
 */
final class IndexEdit {
  private final IndexCache cache;
  private final IndexTree tree;
  private final Transaction transaction;
  private final IndexLimits limits;

  IndexEdit(IndexCache cache, IndexTree tree) {
    this.cache = cache;
    this.tree = tree;
    this.transaction = cache.transaction();
    this.limits = cache.limits();
  }

  void add(byte[] elementKey) {
    if (tree.root.size == 0) {
      tree.root.insert(0, tree.lowestKey(1), 1, null);
      write(tree.root, 0);
      cache.remember(tree);
      return;
    }
    IndexPath path = path(elementKey);
    lowerBounds(path, elementKey);
    for (int level = 1; level <= tree.root.level; level++) {
      path.node(level).counts[path.entry(level)]++;
      write(path.node(level), path.entry(level));
    }
    countInRun(path, elementKey, 1);
    if (path.count() > limits.bucket()) {
      splitBucket(path);
    }
  }

  private IndexPath path(byte[] elementKey) {
    IndexPath path = new IndexPath(cache, tree);
    path.descend(elementKey);
    return path;
  }

  private static void countInRun(IndexPath path, byte[] elementKey, int by) {
    IndexNode runs = path.node(1).children[path.entry(1)];
    if (runs != null) {
      int run = runs.find(elementKey);
      runs.counts[run] += by;
      if (runs.counts[run] == 0) {
        runs.remove(run);
      }
    }
  }

  /** Keeps the bound of each entry at or before its elements, so that a new bound is behind it. */
  private void lowerBounds(IndexPath path, byte[] elementKey) {
    byte[] bound = tree.lowestKey(1);
    for (int level = tree.root.level; level > 0; level--) {
      IndexNode node = path.node(level);
      int entry = path.entry(level);
      if (entry == 0 && tree.isBefore(elementKey, node.keys[0])) {
        transaction.delete(node.keys[0]);
        node.replaceKey(0, tree.sameBound(level, bound));
      }
      bound = node.keys[entry];
    }
  }

  private void splitBucket(IndexPath path) {
    IndexNode node = path.node(1);
    int entry = path.entry(1);
    boolean runsInMemory = node.children[entry] != null;
    IndexNode runs = path.readRuns();
    splitNode(runs, Math.max(1, runs.findRank(runs.sum() / 2)), node, entry);
    if (!runsInMemory) {
      // Nobody asks for ranks here; keeping them would be work for nothing.
      cache.nodes().forget(node, entry);
      cache.nodes().forget(node, entry + 1);
    }
    for (int level = 1; path.node(level).size > limits.entries(); level++) {
      if (level == tree.root.level) {
        addLevel();
        IndexNode below = tree.root.children[0];
        splitNode(below, below.size / 2, tree.root, 0);
        break;
      }
      splitNode(
          path.node(level), path.node(level).size / 2, path.node(level + 1), path.entry(level + 1));
    }
    cache.nodes().used(node);
  }

  private void addLevel() {
    IndexNode top = new IndexNode(tree, tree.root.level + 1, null);
    top.insert(0, tree.lowestKey(top.level), tree.root.sum(), tree.root);
    tree.root = top;
  }

  /** Makes another node of a node's entries from one on. */
  private void splitNode(IndexNode node, int from, IndexNode parent, int entry) {
    IndexNode right = new IndexNode(tree, node.level, parent);
    node.moveTail(from, right);
    parent.counts[entry] = node.sum();
    parent.insert(entry + 1, tree.sameBound(parent.level, right.keys[0]), right.sum(), right);
    write(parent, entry);
    write(parent, entry + 1);
    cache.nodes().used(right);
    cache.nodes().used(node);
  }

  void remove(byte[] elementKey) {
    if (tree.root.size == 0) {
      throw new CorruptDataException("An index does not count an element that was there");
    }
    IndexPath path = path(elementKey);
    int height = tree.root.level;
    countInRun(path, elementKey, -1);
    for (int level = 1; level <= height; level++) {
      takeOne(path.node(level), path.entry(level));
    }
    joinBuckets(path.node(1), path.entry(1));
    for (int level = 1; level < height; level++) {
      if (path.node(level).size > 0) {
        joinNodes(path, level);
      }
    }
    lowerRoot();
    if (tree.root.size == 0) {
      cache.forget(tree);
    }
  }

  /** Does both at once where no entry comes or goes. */
  void move(byte[] fromElementKey, byte[] toElementKey) {
    IndexPath from = path(fromElementKey);
    IndexPath to = path(toElementKey);
    if (tree.isBefore(toElementKey, to.node(1).keys[to.entry(1)])
        || !(from.sameEntry(to, 1)
            || (from.count() > limits.joinedBucket() && to.count() < limits.bucket()))) {
      remove(fromElementKey);
      add(toElementKey);
      return;
    }
    for (int level = 1; level <= tree.root.level && !from.sameEntry(to, level); level++) {
      from.node(level).counts[from.entry(level)]--;
      write(from.node(level), from.entry(level));
      to.node(level).counts[to.entry(level)]++;
      write(to.node(level), to.entry(level));
    }
    countInRun(to, toElementKey, 1);
    countInRun(from, fromElementKey, -1);
  }

  private void takeOne(IndexNode node, int entry) {
    if (--node.counts[entry] > 0) {
      write(node, entry);
    } else {
      drop(node, entry);
    }
  }

  private void drop(IndexNode node, int entry) {
    transaction.delete(node.keys[entry]);
    cache.nodes().forget(node, entry);
    node.remove(entry);
  }

  /** Joins a bucket with the one before it; when it was dropped, that is the one behind it. */
  private void joinBuckets(IndexNode node, int entry) {
    if (entry > 0
        && entry < node.size
        && node.counts[entry - 1] + node.counts[entry] <= limits.joinedBucket()) {
      node.counts[entry - 1] += node.counts[entry];
      write(node, entry - 1);
      cache.nodes().forget(node, entry - 1);
      drop(node, entry);
    }
  }

  private void joinNodes(IndexPath path, int level) {
    IndexNode node = path.node(level);
    IndexNode parent = path.node(level + 1);
    int entry = path.entry(level + 1);
    if (node.size > limits.smallNode() || entry == 0) {
      return;
    }
    IndexNode before = path.nodeBefore(level);
    if (before.size + node.size > limits.joinedNode()) {
      return;
    }
    parent.counts[entry - 1] += parent.counts[entry];
    write(parent, entry - 1);
    node.moveTail(0, before);
    cache.nodes().used(before);
    drop(parent, entry);
  }

  private void lowerRoot() {
    while (tree.root.level > 1 && tree.root.size <= 1) {
      IndexNode root = tree.root;
      IndexNode below = root.size == 0 ? new IndexNode(tree, 1, null) : onlyChild(root);
      if (root.size == 1) {
        transaction.delete(root.keys[0]);
        root.children[0] = null;
      }
      cache.nodes().forget(root);
      below.parentOrNull = null;
      tree.root = below;
    }
  }

  private IndexNode onlyChild(IndexNode root) {
    IndexNode child = root.children[0];
    return child != null ? child : IndexLoader.child(cache.records(), root, 0, null);
  }

  private void write(IndexNode node, int entry) {
    transaction.put(node.keys[entry], IndexTree.count(node.counts[entry]));
  }
}
