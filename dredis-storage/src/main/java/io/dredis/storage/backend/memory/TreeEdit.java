package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.memory.Node.Branch;
import io.dredis.storage.backend.memory.Node.Leaf;

/**
 * A batch being applied to a {@link Tree}: copies each node it touches once, changes its own copies
 * in place, and leaves the tree it started from as it was.
 *
 * <p>A node that overflows is split, at its end when the new entry comes last, so that keys added
 * in order fill their nodes. A node that has become thin is merged with a neighbour when both fit
 * into one, and an empty one always goes; that is enough to keep the tree flat, so entries are
 * never moved between neighbours.
 */
final class TreeEdit implements Batch.Visitor {
  /** Below this count a node is merged with a neighbour if both fit. */
  private static final int THIN = Node.WIDTH / 4;

  /**
   * What a record costs beside its bytes: two array headers, padding, and its places in a node that
   * is not full.
   */
  private static final int RECORD_OVERHEAD_BYTES = 64;

  private final long number;
  private Node root;
  private long bytes;

  // What a call hands up to its caller, beside the node it returns.
  private Node splitRightOrNull;
  private byte[] splitKey;
  private boolean removed;

  /** An edit of a tree under a number that no earlier edit of its nodes had. */
  TreeEdit(Tree tree, long number) {
    this.number = number;
    this.root = tree.root();
    this.bytes = tree.bytes();
  }

  /** Returns the edited tree; the edit must not be used afterwards. */
  Tree result() {
    return new Tree(root, bytes);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    root = put(root, key, value);
    if (splitRightOrNull != null) {
      Branch above = new Branch(number);
      above.insert(0, null, root);
      above.insert(1, splitKey, splitRightOrNull);
      splitRightOrNull = null;
      root = above;
    }
  }

  @Override
  public void delete(byte[] key) {
    removed = false;
    root = delete(root, key);
    while (root instanceof Branch branch && branch.count <= 1) {
      root = branch.count == 0 ? new Leaf(number) : branch.children[0];
    }
  }

  private Node put(Node node, byte[] key, byte[] value) {
    if (node instanceof Leaf leaf) {
      return putInLeaf(leaf.ownedBy(number), key, value);
    }
    Branch branch = ((Branch) node).ownedBy(number);
    int at = branch.childFor(key);
    branch.children[at] = put(branch.children[at], key, value);
    if (splitRightOrNull != null) {
      insertChild(branch, at + 1);
    }
    return branch;
  }

  private Leaf putInLeaf(Leaf leaf, byte[] key, byte[] value) {
    int found = leaf.search(key);
    if (found >= 0) {
      bytes += value.length - leaf.values[found].length;
      leaf.values[found] = value;
      return leaf;
    }
    bytes += RECORD_OVERHEAD_BYTES + key.length + value.length;
    int at = -found - 1;
    if (leaf.count < Node.WIDTH) {
      leaf.insert(at, key, value);
      return leaf;
    }
    Leaf right = leaf.splitAt(splitPoint(at));
    if (at <= leaf.count && leaf.count < Node.WIDTH) {
      leaf.insert(at, key, value);
    } else {
      right.insert(at - leaf.count, key, value);
    }
    splitKey = right.keys[0];
    splitRightOrNull = right;
    return leaf;
  }

  /**
   * Inserts the child that was split off below a branch, splitting the branch in turn when it is
   * full.
   */
  private void insertChild(Branch branch, int at) {
    byte[] fromKey = splitKey;
    Node child = splitRightOrNull;
    splitRightOrNull = null;
    if (branch.count < Node.WIDTH) {
      branch.insert(at, fromKey, child);
      return;
    }
    Branch right = branch.splitAt(splitPoint(at));
    if (at <= branch.count && branch.count < Node.WIDTH) {
      branch.insert(at, fromKey, child);
    } else {
      right.insert(at - branch.count, fromKey, child);
    }
    splitKey = right.keys[0];
    splitRightOrNull = right;
  }

  private static int splitPoint(int insertAt) {
    return insertAt == Node.WIDTH ? Node.WIDTH : Node.WIDTH / 2;
  }

  private Node delete(Node node, byte[] key) {
    if (node instanceof Leaf leaf) {
      return deleteInLeaf(leaf, key);
    }
    Branch shared = (Branch) node;
    int at = shared.childFor(key);
    Node child = delete(shared.children[at], key);
    if (!removed) {
      return shared;
    }
    Branch branch = shared.ownedBy(number);
    branch.children[at] = child;
    if (child.count < THIN) {
      mergeThinChild(branch, at);
    }
    return branch;
  }

  private Leaf deleteInLeaf(Leaf shared, byte[] key) {
    int at = shared.search(key);
    if (at < 0) {
      return shared;
    }
    removed = true;
    Leaf leaf = shared.ownedBy(number);
    bytes -= RECORD_OVERHEAD_BYTES + leaf.keys[at].length + leaf.values[at].length;
    leaf.remove(at);
    return leaf;
  }

  private void mergeThinChild(Branch branch, int at) {
    int left = Math.max(at - 1, 0);
    int right = left + 1;
    if (right >= branch.count) {
      if (branch.children[at].count == 0) {
        branch.remove(at);
      }
      return;
    }
    if (branch.children[left].count + branch.children[right].count > Node.WIDTH) {
      return;
    }
    if (branch.children[left] instanceof Leaf leaf) {
      Leaf merged = leaf.ownedBy(number);
      merged.append((Leaf) branch.children[right]);
      branch.children[left] = merged;
    } else {
      Branch merged = ((Branch) branch.children[left]).ownedBy(number);
      merged.append(branch.keys[right], (Branch) branch.children[right]);
      branch.children[left] = merged;
    }
    branch.remove(right);
  }
}
