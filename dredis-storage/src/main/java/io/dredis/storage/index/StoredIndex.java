package io.dredis.storage.index;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.RecordKeys;
import java.util.Arrays;

/**
 * An index in the records of the index space.
 *
 * <p>Each operation goes down from the topmost level to a bucket, or on to a run within it, and
 * reads the nodes on its way that are not in memory; none walks more than one bucket and one node
 * of each level, and a bucket only to know its runs from then on.
 */
final class StoredIndex implements CountedIndex {
  private final IndexCache cache;
  private final byte[] elementPrefix;

  StoredIndex(IndexCache cache, byte[] elementPrefix) {
    this.cache = cache;
    this.elementPrefix = elementPrefix;
  }

  @Override
  public long count() {
    return cache.tree(elementPrefix).root.sum();
  }

  @Override
  public void added(byte[] elementKey) {
    IndexTree tree = cache.tree(elementPrefix);
    noteLowest(tree, elementKey);
    new IndexEdit(cache, tree).add(elementKey);
    cache.nodes().trim();
  }

  @Override
  public void removed(byte[] elementKey) {
    new IndexEdit(cache, cache.tree(elementPrefix)).remove(elementKey);
    cache.nodes().trim();
  }

  @Override
  public void moved(byte[] fromElementKey, byte[] toElementKey) {
    IndexTree tree = cache.tree(elementPrefix);
    noteLowest(tree, toElementKey);
    new IndexEdit(cache, tree).move(fromElementKey, toElementKey);
    cache.nodes().trim();
  }

  private static void noteLowest(IndexTree tree, byte[] elementKey) {
    if (tree.lowestOrNull != null && Arrays.compareUnsigned(elementKey, tree.lowestOrNull) < 0) {
      tree.lowestOrNull = elementKey;
    }
  }

  @Override
  public long rankOf(byte[] elementKey) {
    IndexTree tree = cache.tree(elementPrefix);
    if (tree.root.size == 0) {
      return 0;
    }
    IndexPath path = new IndexPath(cache, tree);
    path.descendToRun(elementKey);
    long rank = path.elementsBefore();
    long inRun = path.countOfRun();
    cache.nodes().trim();
    return rank + countBefore(path.firstElement(), inRun, elementKey);
  }

  private long countBefore(byte[] from, long inRun, byte[] elementKey) {
    if (Arrays.compareUnsigned(elementKey, from) <= 0) {
      return 0;
    }
    long before = 0;
    try (Cursor cursor = cache.records().cursor()) {
      boolean on = cursor.seek(from);
      while (before < inRun && on && Arrays.compareUnsigned(cursor.key(), elementKey) < 0) {
        before++;
        on = cursor.next();
      }
    }
    return before;
  }

  @Override
  public byte[] select(long rank) {
    try (Cursor cursor = cursorAt(rank)) {
      return cursor.key();
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker")
  public Cursor cursorAt(long rank) {
    IndexTree tree = cache.tree(elementPrefix);
    IndexPath path = new IndexPath(cache, tree);
    long left = path.descendToRank(rank);
    byte[] from = path.firstElement();
    cache.nodes().trim();
    Cursor cursor = cache.records().cursor();
    try {
      boolean on = cursor.seek(from);
      for (; on && left > 0; left--) {
        on = cursor.next();
      }
      if (!on || !RecordKeys.startsWith(cursor.key(), elementPrefix)) {
        throw new CorruptDataException("An index counts elements that are not there");
      }
      if (rank == 0) {
        tree.lowestOrNull = cursor.key();
      }
      return cursor;
    } catch (RuntimeException e) {
      cursor.close();
      throw e;
    }
  }
}
