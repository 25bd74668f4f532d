package io.dredis.storage.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Makes the records of an index for elements that come in the order of their keys. */
public final class IndexBuilder {
  private final IndexLimits limits;
  private final IndexTree tree;
  private final BiConsumer<byte[], byte[]> records;
  private final List<Level> levels = new ArrayList<>();
  private byte[] lastOrNull;

  /**
   * A builder for an index without elements.
   *
   * @param elementPrefix what the keys of all elements begin with
   * @param records takes the key and value of each record of the index, as {@code AsideWriter::put}
   */
  public IndexBuilder(byte[] elementPrefix, BiConsumer<byte[], byte[]> records) {
    this(elementPrefix, records, IndexLimits.STANDARD);
  }

  IndexBuilder(byte[] elementPrefix, BiConsumer<byte[], byte[]> records, IndexLimits limits) {
    this.limits = limits;
    this.tree = new IndexTree(elementPrefix);
    this.records = records;
    levels.add(new Level(tree.lowestKey(1)));
  }

  /** Counts an element, whose key is after the one before it and is kept until the next one. */
  public void add(byte[] elementKey) {
    if (levels.get(0).count == limits.builtBucket()) {
      end(0, tree.boundBetween(1, lastOrNull, elementKey));
    }
    levels.get(0).count++;
    lastOrNull = elementKey;
  }

  /** Ends the open entry of a level, and begins one at a bound. */
  private void end(int at, byte[] bound) {
    Level level = levels.get(at);
    if (at + 1 == levels.size()) {
      levels.add(new Level(tree.lowestKey(at + 2)));
    }
    Level above = levels.get(at + 1);
    write(level);
    above.count += level.count;
    if (++level.entries % limits.builtNode() == 0) {
      end(at + 1, tree.sameBound(at + 2, bound));
    }
    level.bound = tree.sameBound(at + 1, bound);
    level.count = 0;
  }

  /** Hands over what is left; every element has been added. */
  public void finish() {
    for (int at = 0; at < levels.size(); at++) {
      Level level = levels.get(at);
      if (level.count == 0 || (at > 0 && level.entries == 0)) {
        // The only entry of a level above others would say nothing new.
        return;
      }
      write(level);
      if (at + 1 < levels.size()) {
        levels.get(at + 1).count += level.count;
      }
    }
  }

  private void write(Level level) {
    records.accept(level.bound, IndexTree.count(level.count));
  }

  /** The open entry of a level, and how many ended before it. */
  private static final class Level {
    byte[] bound;
    long count;
    long entries;

    Level(byte[] bound) {
      this.bound = bound;
    }
  }
}
