package io.dredis.storage.index;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.transaction.Transaction;

/**
 * One change of an index, in memory and in the transaction.
 *
 * <p>A bucket that has grown too large is split at a bound found by walking it, a node at its
 * middle entry. Small neighbours below one parent are joined, empty ones dropped, and a topmost
 * level with one entry gives way to the one below.
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
    IndexPath path = new IndexPath(cache, tree);
    path.descend(elementKey);
    lowerBounds(path, elementKey);
    for (int level = 1; level <= tree.root.level; level++) {
      path.node(level).counts[path.entry(level)]++;
      write(path.node(level), path.entry(level));
    }
    if (path.count() > limits.bucket()) {
      splitBucket(path);
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
    long count = node.counts[entry];
    long half = count / 2;
    byte[] bound = boundBehind(tree.firstElement(node.keys[entry]), half);
    node.counts[entry] = half;
    node.insert(entry + 1, bound, count - half, null);
    write(node, entry);
    write(node, entry + 1);
    for (int level = 1; path.node(level).size > limits.entries(); level++) {
      if (level == tree.root.level) {
        addLevel();
        splitNode(tree.root.children[0], tree.root, 0);
        break;
      }
      splitNode(path.node(level), path.node(level + 1), path.entry(level + 1));
    }
    cache.nodes().used(node);
  }

  private byte[] boundBehind(byte[] from, long elements) {
    byte[] before = null;
    try (Cursor cursor = cache.records().cursor()) {
      boolean on = cursor.seek(from);
      for (long i = 0; on && i < elements; i++) {
        before = cursor.key();
        on = cursor.next();
      }
      if (!on || !RecordKeys.startsWith(cursor.key(), tree.elementPrefix)) {
        throw new CorruptDataException("An index counts elements that are not there");
      }
      return tree.boundBetween(before, cursor.key());
    }
  }

  private void addLevel() {
    IndexNode top = new IndexNode(tree, tree.root.level + 1, null);
    top.insert(0, tree.lowestKey(top.level), tree.root.sum(), tree.root);
    tree.root = top;
  }

  private void splitNode(IndexNode node, IndexNode parent, int entry) {
    IndexNode right = new IndexNode(tree, node.level, parent);
    node.moveTail(node.size / 2, right);
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
    IndexPath path = new IndexPath(cache, tree);
    path.descend(elementKey);
    int height = tree.root.level;
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

  private void takeOne(IndexNode node, int entry) {
    if (--node.counts[entry] > 0) {
      write(node, entry);
    } else {
      drop(node, entry);
    }
  }

  private void drop(IndexNode node, int entry) {
    transaction.delete(node.keys[entry]);
    if (node.level > 1 && node.children[entry] != null) {
      cache.nodes().forget(node.children[entry]);
    }
    node.remove(entry);
  }

  /** Joins a bucket with the one before it; when it was dropped, that is the one behind it. */
  private void joinBuckets(IndexNode node, int entry) {
    if (entry > 0
        && entry < node.size
        && node.counts[entry - 1] + node.counts[entry] <= limits.joinedBucket()) {
      node.counts[entry - 1] += node.counts[entry];
      write(node, entry - 1);
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
