package io.dredis.storage.index;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;
import java.util.Arrays;

/** Reads the nodes of an index from their records. */
final class IndexLoader {
  private IndexLoader() {}

  /** Returns the topmost level, without entries when there is no element. */
  static IndexNode root(Reader records, IndexTree tree) {
    try (Cursor cursor = records.cursor()) {
      if (!cursor.seek(tree.indexPrefix)
          || !RecordKeys.startsWith(cursor.key(), tree.indexPrefix)) {
        return new IndexNode(tree, 1, null);
      }
      IndexNode root = new IndexNode(tree, tree.level(cursor.key()), null);
      read(cursor, root, null);
      return root;
    }
  }

  /**
   * Returns the node that an entry counts, and makes it the entry's child.
   *
   * @param endOrNull the record key, of any level, with the bound before which it ends
   */
  static IndexNode child(Reader records, IndexNode parent, int entry, byte[] endOrNull) {
    IndexTree tree = parent.tree;
    IndexNode child = new IndexNode(tree, parent.level - 1, parent);
    try (Cursor cursor = records.cursor()) {
      if (cursor.seek(tree.sameBound(child.level, parent.keys[entry]))) {
        read(cursor, child, endOrNull == null ? null : tree.sameBound(child.level, endOrNull));
      }
    }
    if (child.sum() != parent.counts[entry]) {
      throw new CorruptDataException(
          "An index counts " + child.sum() + " elements below " + parent.counts[entry]);
    }
    parent.setChild(entry, child);
    return child;
  }

  /**
   * Returns the runs of a bucket, and makes them the children of its entry.
   *
   * @param from a key with no element of the bucket before it
   */
  static IndexNode runs(IndexCache cache, IndexNode parent, int entry, byte[] from) {
    IndexTree tree = parent.tree;
    IndexNode runs = new IndexNode(tree, 0, parent);
    int run = cache.limits().builtRun();
    try (Cursor cursor = cache.records().cursor()) {
      boolean on = cursor.seek(from);
      byte[] before = null;
      for (long i = 0; i < parent.counts[entry]; i++) {
        if (!on || !RecordKeys.startsWith(cursor.key(), tree.elementPrefix)) {
          throw new CorruptDataException("An index counts elements that are not there");
        }
        byte[] key = cursor.key();
        if (i % run == 0) {
          byte[] bound = i == 0 ? tree.lowestKey(0) : tree.boundBetween(0, before, key);
          runs.insert(runs.size, bound, 0, null);
        }
        runs.counts[runs.size - 1]++;
        before = key;
        on = cursor.next();
      }
    }
    parent.setChild(entry, runs);
    return runs;
  }

  private static void read(Cursor cursor, IndexNode node, byte[] endOrNull) {
    byte[] level = node.tree.lowestKey(node.level);
    boolean on = true;
    while (on
        && RecordKeys.startsWith(cursor.key(), level)
        && (endOrNull == null || Arrays.compareUnsigned(cursor.key(), endOrNull) < 0)) {
      node.insert(node.size, cursor.key(), Varint.read(cursor.value(), 0), null);
      on = cursor.next();
    }
  }
}
