package io.dredis.storage.index;

import java.util.LinkedHashMap;
import java.util.function.Consumer;

/**
 * The nodes that are in memory, of one index or of many, and which of them was used longest ago;
 * their memory is bounded.
 */
final class IndexNodes {
  private final LinkedHashMap<IndexNode, Long> weights = new LinkedHashMap<>(16, 0.75f, true);
  private final long budgetBytes;
  private final Consumer<IndexTree> rootForgotten;
  private long bytes;

  /**
   * Nodes up to a budget.
   *
   * @param rootForgotten is told of an index whose topmost level went, and all of it with that
   */
  IndexNodes(long budgetBytes, Consumer<IndexTree> rootForgotten) {
    this.budgetBytes = budgetBytes;
    this.rootForgotten = rootForgotten;
  }

  /** Notes that a node was used; its parent is noted after it, so that it never goes before it. */
  void used(IndexNode node) {
    for (IndexNode each = node; each != null; each = each.parentOrNull) {
      long weight = each.weight();
      Long before = weights.put(each, weight);
      bytes += before == null ? weight : weight - before;
    }
  }

  /** Forgets a node and everything below it. */
  void forget(IndexNode node) {
    Long weight = weights.remove(node);
    bytes -= weight == null ? 0 : weight;
    for (IndexNode child : node.children) {
      if (child != null) {
        forget(child);
      }
    }
  }

  /** Forgets what is below an entry of a node that goes on being kept. */
  void forget(IndexNode node, int entry) {
    IndexNode child = node.children[entry];
    if (child != null) {
      forget(child);
      node.children[entry] = null;
    }
  }

  void clear() {
    weights.clear();
    bytes = 0;
  }

  /** Lets go of the nodes used longest ago until the rest is within the budget. */
  void trim() {
    while (bytes > budgetBytes && weights.size() > 1) {
      IndexNode oldest = weights.firstEntry().getKey();
      forget(oldest);
      detach(oldest);
    }
  }

  private void detach(IndexNode node) {
    IndexNode parent = node.parentOrNull;
    if (parent == null) {
      rootForgotten.accept(node.tree);
      return;
    }
    for (int i = 0; i < parent.size; i++) {
      if (sameNode(parent.children[i], node)) {
        parent.children[i] = null;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean sameNode(IndexNode one, IndexNode other) {
    return one == other;
  }
}
