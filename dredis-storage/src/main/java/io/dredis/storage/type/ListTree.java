package io.dredis.storage.type;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.ListNode;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.transaction.Transaction;

/**
 * The runs of a large list between its first and its last one: a B+-tree that is ordered by
 * position, whose root is in the list's header and whose other nodes are index records.
 *
 * <p>Offsets count elements from the tree's first one on. A change writes the nodes from one leaf
 * up to the root; the caller stores the root with the header.
 */
final class ListTree {
  /** The most entries of the root, which every push writes. */
  static final int ROOT_ENTRIES = 32;

  /** The most entries of another node. */
  static final int NODE_ENTRIES = 64;

  private static final int JOIN_BELOW = 16;
  private static final int JOINED_ENTRIES = 48;

  /** A node of runs, and the offset at which it begins. */
  record Leaf(ListNode node, long start) {
    boolean holds(long offset) {
      return offset >= start && offset < start + node.total();
    }
  }

  /** Is told what was cut off, and must see that it is deleted. */
  interface Garbage {
    void run(ListRun run);

    void node(long nodeId);
  }

  private final Reader records;
  private final Transaction transactionOrNull;
  private final long keyId;
  private ListNode root;
  private long nextNode;
  private Leaf lastLeafOrNull;

  /**
   * A tree with a root.
   *
   * @param transactionOrNull where changes are written to; null for a tree that is only read
   * @param nextNode the node id that is given out next
   */
  ListTree(
      Reader records, Transaction transactionOrNull, long keyId, ListNode root, long nextNode) {
    this.records = records;
    this.transactionOrNull = transactionOrNull;
    this.keyId = keyId;
    this.root = root;
    this.nextNode = nextNode;
  }

  ListNode root() {
    return root;
  }

  long nextNode() {
    return nextNode;
  }

  boolean isEmpty() {
    return root.size() == 0;
  }

  /** Returns how many elements there are. */
  long total() {
    return root.total();
  }

  /** Returns the leaf with the element at an offset. */
  Leaf leafAt(long offset) {
    if (lastLeafOrNull != null && lastLeafOrNull.holds(offset)) {
      return lastLeafOrNull;
    }
    ListNode node = root;
    long start = 0;
    while (node.level() > 0) {
      int entry = node.entryAt(offset - start);
      start += node.start(entry);
      node = child(node, entry);
    }
    lastLeafOrNull = new Leaf(node, start);
    return lastLeafOrNull;
  }

  private static byte[] key(long keyId, long nodeId) {
    return RecordKeys.index(keyId, ListNode.idBytes(nodeId));
  }

  private ListNode child(ListNode node, int entry) {
    byte[] record = records.get(key(keyId, node.id(entry)));
    ListNode child = record == null ? null : ListNode.decode(record, 0);
    if (child == null || child.level() != node.level() - 1) {
      throw new CorruptDataException("Node " + node.id(entry) + " of a list is missing");
    }
    return child;
  }

  // ---- Changes

  /** Puts a run before the element at an offset, where a run begins or the tree ends. */
  void insert(long offset, ListRun run) {
    changed(spliced(root, offset, 0, ListNode.of(0, run.first(), run.count())));
  }

  /** Replaces the run that begins at an offset by others, or by none. */
  void replace(long offset, ListRun... by) {
    ListNode runs = ListNode.empty();
    for (ListRun run : by) {
      runs = runs.with(runs.size(), runs.size(), ListNode.of(0, run.first(), run.count()));
    }
    changed(spliced(root, offset, 1, runs));
  }

  /** Takes the first run out of a tree that is not empty. */
  ListRun removeFirst() {
    ListNode leaf = leafAt(0).node();
    ListRun run = new ListRun(leaf.id(0), leaf.count(0));
    replace(0);
    return run;
  }

  /** Takes the last run out of a tree that is not empty. */
  ListRun removeLast() {
    long total = total();
    ListNode leaf = leafAt(total - 1).node();
    int last = leaf.size() - 1;
    ListRun run = new ListRun(leaf.id(last), leaf.count(last));
    replace(total - run.count());
    return run;
  }

  private ListNode spliced(ListNode node, long offset, int removed, ListNode by) {
    if (node.level() == 0) {
      int entry = offset == node.total() ? node.size() : node.entryAt(offset);
      return node.with(entry, entry + removed, by);
    }
    int entry = offset == node.total() ? node.size() - 1 : node.entryAt(offset);
    return withChild(
        node, entry, spliced(child(node, entry), offset - node.start(entry), removed, by));
  }

  /** Returns a node after one of its children has become another, which is written. */
  private ListNode withChild(ListNode node, int entry, ListNode child) {
    long id = node.id(entry);
    if (child.size() == 0) {
      transactionOrNull.delete(key(keyId, id));
      return node.with(entry, entry + 1, ListNode.empty());
    }
    if (child.size() < JOIN_BELOW && node.size() > 1) {
      int first = Math.max(0, entry - 1);
      int other = first == entry ? entry + 1 : first;
      ListNode sibling = child(node, other);
      if (sibling.size() + child.size() <= JOINED_ENTRIES) {
        ListNode left = other < entry ? sibling : child;
        ListNode right = other < entry ? child : sibling;
        transactionOrNull.delete(key(keyId, node.id(other)));
        return node.with(first, first + 2, written(id, left.with(left.size(), left.size(), right)));
      }
    }
    return node.with(entry, entry + 1, written(id, child));
  }

  /** Writes a node, in two when it is too large, and returns the entries that stand for it. */
  private ListNode written(long id, ListNode node) {
    if (node.size() <= NODE_ENTRIES) {
      transactionOrNull.put(key(keyId, id), node.encode());
      return ListNode.of(node.level() + 1, id, node.total());
    }
    ListNode left = written(id, node.slice(0, node.size() / 2));
    return left.with(1, 1, written(nextNode++, node.slice(node.size() / 2, node.size())));
  }

  private void changed(ListNode newRoot) {
    lastLeafOrNull = null;
    root = newRoot.size() > ROOT_ENTRIES ? written(nextNode++, newRoot) : newRoot;
    if (root.size() == 0) {
      root = ListNode.empty();
    }
    while (root.level() > 0 && root.size() == 1) {
      ListNode child = child(root, 0);
      // Half full, so that a run that comes and goes does not move the root each time.
      if (child.size() > ROOT_ENTRIES / 2) {
        break;
      }
      transactionOrNull.delete(key(keyId, root.id(0)));
      root = child;
    }
  }

  // ---- Cutting off

  /** Cuts off some of the first elements, at most all; what is under whole nodes is not read. */
  void cutFirst(long count, Garbage garbage) {
    changed(withoutFirst(root, count, garbage));
  }

  /** Cuts off some of the last elements, at most all; what is under whole nodes is not read. */
  void cutLast(long count, Garbage garbage) {
    changed(withoutLast(root, count, garbage));
  }

  private ListNode withoutFirst(ListNode node, long count, Garbage garbage) {
    long left = count;
    int entry = 0;
    while (entry < node.size() && node.count(entry) <= left) {
      left -= node.count(entry);
      drop(node, entry++, garbage);
    }
    ListNode rest = node.slice(entry, node.size());
    if (left == 0) {
      return rest;
    }
    if (node.level() > 0) {
      return rest.with(0, 1, written(rest.id(0), withoutFirst(child(rest, 0), left, garbage)));
    }
    garbage.run(new ListRun(rest.id(0), left));
    return rest.with(0, 1, ListNode.of(0, rest.id(0) + left, rest.count(0) - left));
  }

  private ListNode withoutLast(ListNode node, long count, Garbage garbage) {
    long left = count;
    int size = node.size();
    while (size > 0 && node.count(size - 1) <= left) {
      left -= node.count(--size);
      drop(node, size, garbage);
    }
    ListNode rest = node.slice(0, size);
    if (left == 0) {
      return rest;
    }
    int last = size - 1;
    if (node.level() > 0) {
      return rest.with(
          last, size, written(rest.id(last), withoutLast(child(rest, last), left, garbage)));
    }
    long kept = rest.count(last) - left;
    garbage.run(new ListRun(rest.id(last) + kept, left));
    return rest.with(last, size, ListNode.of(0, rest.id(last), kept));
  }

  private static void drop(ListNode node, int entry, Garbage garbage) {
    if (node.level() == 0) {
      garbage.run(new ListRun(node.id(entry), node.count(entry)));
    } else {
      garbage.node(node.id(entry));
    }
  }
}
