package io.dredis.storage.index;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Transaction;
import io.dredis.storage.transaction.UndoListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The indexes of all collections of a store or of a snapshot, and the parts of them that are in
 * memory, up to a budget.
 *
 * <p>What is undone in the transaction is forgotten here and read again when it is needed.
 */
public final class IndexCache implements UndoListener {
  private static final long MAX_BUDGET_BYTES = 64L << 20;
  private static final long SNAPSHOT_BUDGET_BYTES = 1L << 20;

  private final Reader records;
  private final Transaction transactionOrNull;
  private final Map<Long, List<IndexTree>> trees = new HashMap<>();
  private final IndexLimits limits;
  private final IndexNodes nodes;

  IndexCache(Reader records, Transaction transactionOrNull, IndexLimits limits, long budgetBytes) {
    this.records = records;
    this.transactionOrNull = transactionOrNull;
    this.limits = limits;
    this.nodes = new IndexNodes(budgetBytes, this::forget);
  }

  /**
   * The indexes of a store, written in its transaction; at most a sixteenth of the heap is used.
   */
  public static IndexCache of(Transaction transaction) {
    long budget = Math.min(MAX_BUDGET_BYTES, Runtime.getRuntime().maxMemory() / 16);
    IndexCache cache = new IndexCache(transaction, transaction, IndexLimits.STANDARD, budget);
    transaction.addUndoListener(cache);
    return cache;
  }

  /** The indexes of a snapshot, which cannot be written. */
  public static IndexCache of(Reader snapshot) {
    return new IndexCache(snapshot, null, IndexLimits.STANDARD, SNAPSHOT_BUDGET_BYTES);
  }

  /** Returns the index of the elements whose keys begin with a prefix. */
  public CountedIndex index(byte[] elementPrefix) {
    return new StoredIndex(this, elementPrefix);
  }

  Reader records() {
    return records;
  }

  Transaction transaction() {
    if (transactionOrNull == null) {
      throw new UnsupportedOperationException("A snapshot is not written");
    }
    return transactionOrNull;
  }

  IndexLimits limits() {
    return limits;
  }

  IndexNodes nodes() {
    return nodes;
  }

  /** Returns what is in memory of an index, with its topmost level. */
  IndexTree tree(byte[] elementPrefix) {
    for (IndexTree tree : trees.getOrDefault(RecordKeys.number(elementPrefix), List.of())) {
      if (Arrays.equals(tree.elementPrefix, elementPrefix)) {
        return tree;
      }
    }
    IndexTree tree = new IndexTree(elementPrefix);
    tree.root = IndexLoader.root(records, tree);
    if (tree.root.size > 0) {
      remember(tree);
    }
    return tree;
  }

  /** Keeps an index that has elements. */
  void remember(IndexTree tree) {
    trees
        .computeIfAbsent(RecordKeys.number(tree.elementPrefix), id -> new ArrayList<>(1))
        .add(tree);
    nodes.used(tree.root);
  }

  /** Lets go of an index that has no elements any more, or of which nothing is in memory. */
  void forget(IndexTree tree) {
    trees.computeIfPresent(
        RecordKeys.number(tree.elementPrefix),
        (id, ofKeyId) -> {
          ofKeyId.remove(tree);
          return ofKeyId.isEmpty() ? null : ofKeyId;
        });
  }

  @Override
  public void restored(byte[] key) {
    // Of an element that moved within its bucket nothing is stored but the element.
    if (!Space.INDEX.holds(key) && !Space.ELEMENT.holds(key)) {
      return;
    }
    List<IndexTree> ofKeyId = trees.remove(RecordKeys.number(key));
    if (ofKeyId != null) {
      ofKeyId.forEach(tree -> nodes.forget(tree.root));
    }
  }

  @Override
  public void forgotten() {
    trees.clear();
    nodes.clear();
  }
}
