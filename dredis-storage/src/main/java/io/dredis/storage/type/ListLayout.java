package io.dredis.storage.type;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.ListNode;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.transaction.Transaction;
import java.util.Arrays;

/**
 * Which slot each element of a large list lies in: the part of its header behind the key id.
 *
 * <p>A list is a sequence of runs. As long as it is only pushed to, popped from and cut, it is one
 * run, and the slot of an index is a sum. The first and the last run are in the header by
 * themselves, so that a push or pop changes no other record of the layout; those between them are
 * in a {@link ListTree}.
 *
 * <pre>
 * counts = elements · low · high · next block · first reusable block · next node id
 *          · head slot · head elements [· tail slot · tail elements · root]
 * low, high, head slot, tail slot = slot code; the other numbers are varints
 * root   = node                     ; as in ListNode
 * </pre>
 *
 * <p>Every slot around 0 that has or had an element lies from {@code low} on and below {@code
 * high}. Slots that were cut off by range may still have their elements, until the collector
 * deletes them, and must not be written again. So low and high only come nearer when the element
 * beside them was deleted itself, and in blocks before the first reusable one, which were given out
 * before the last cut, no slot is used that is free.
 */
final class ListLayout {
  /** A run, and the index of its first element. */
  record Place(ListRun run, long start) {
    long slotOf(long index) {
      return run.first() + index - start;
    }

    boolean holds(long index) {
      return index >= start && index - start < run.count();
    }
  }

  /** The most numbers that the counts begin with, before the root. */
  private static final int MOST_NUMBERS = 10;

  private final ListTree tree;
  private ListRun headOrNull;
  private ListRun tailOrNull;
  private long low;
  private long high;
  private long nextBlock;
  private long firstReusableBlock;

  /** The layout of a list without elements. */
  ListLayout(Transaction transaction, long keyId) {
    tree = new ListTree(transaction, transaction, keyId, ListNode.empty(), 1);
  }

  /** The layout of a list without elements, to which elements are added at one end only. */
  ListLayout(long keyId) {
    this(null, keyId);
  }

  /**
   * The layout that a header has.
   *
   * @param transactionOrNull where changes are written to; null for a list that is only read
   */
  ListLayout(Reader records, Transaction transactionOrNull, Header header) {
    byte[] record = header.record();
    long[] numbers = new long[8];
    int at = Varint.end(record, header.countsOffset());
    for (int i = 1; i < numbers.length; i++) {
      numbers[i] = Varint.read(record, at);
      at = Varint.end(record, at);
    }
    low = ListSlots.ofCode(numbers[1]);
    high = ListSlots.ofCode(numbers[2]);
    nextBlock = numbers[3];
    firstReusableBlock = numbers[4];
    headOrNull = new ListRun(ListSlots.ofCode(numbers[6]), numbers[7]);
    ListNode root = ListNode.empty();
    if (at < record.length) {
      long slot = ListSlots.ofCode(Varint.read(record, at));
      at = Varint.end(record, at);
      tailOrNull = new ListRun(slot, Varint.read(record, at));
      root = ListNode.decode(record, Varint.end(record, at));
    }
    tree = new ListTree(records, transactionOrNull, header.keyId(), root, numbers[5]);
  }

  /** Returns how many elements a large list's header says it has. */
  static long length(Header header) {
    return Varint.read(header.record(), header.countsOffset());
  }

  /** Returns the header of the list, which must not be empty. */
  Header header(long expiryMillis, long keyId) {
    byte[] counts = new byte[MOST_NUMBERS * Varint.MAX_LENGTH];
    int end = Varint.write(counts, 0, length());
    end = Varint.write(counts, end, ListSlots.code(low));
    end = Varint.write(counts, end, ListSlots.code(high));
    end = Varint.write(counts, end, nextBlock);
    end = Varint.write(counts, end, firstReusableBlock);
    end = Varint.write(counts, end, tree.nextNode());
    end = writeRun(counts, end, headOrNull);
    if (tailOrNull != null) {
      end = writeRun(counts, end, tailOrNull);
      counts = Arrays.copyOf(counts, end + tree.root().byteSize());
      end = tree.root().write(counts, end);
    }
    return Header.large(Kind.LIST_LARGE, expiryMillis, keyId, counts, end);
  }

  private static int writeRun(byte[] into, int offset, ListRun run) {
    return Varint.write(into, Varint.write(into, offset, ListSlots.code(run.first())), run.count());
  }

  /** Returns the root of the tree of the runs between the first and the last. */
  ListNode root() {
    return tree.root();
  }

  long length() {
    return count(headOrNull) + tree.total() + count(tailOrNull);
  }

  private static long count(ListRun runOrNull) {
    return runOrNull == null ? 0 : runOrNull.count();
  }

  /** Returns the run with the element at an index, which must be there. */
  Place locate(long index) {
    long inTree = index - headOrNull.count();
    if (inTree < 0) {
      return new Place(headOrNull, 0);
    }
    long treeTotal = tree.total();
    if (inTree >= treeTotal && tailOrNull != null) {
      return new Place(tailOrNull, headOrNull.count() + treeTotal);
    }
    ListTree.Leaf leaf = tree.leafAt(inTree);
    ListNode node = leaf.node();
    int entry = node.entryAt(inTree - leaf.start());
    return new Place(
        new ListRun(node.id(entry), node.count(entry)),
        headOrNull.count() + leaf.start() + node.start(entry));
  }

  // ---- The ends

  /** Returns the slot of a new element at an end. */
  long extend(ListEnd end) {
    return end == ListEnd.HEAD ? extendHead() : extendTail();
  }

  private long extendHead() {
    long slot = --low;
    if (headOrNull == null) {
      headOrNull = new ListRun(slot, 1);
    } else if (headOrNull.first() == slot + 1) {
      headOrNull = new ListRun(slot, headOrNull.count() + 1);
    } else {
      if (tailOrNull == null) {
        tailOrNull = headOrNull;
      } else {
        tree.insert(0, headOrNull);
      }
      headOrNull = new ListRun(slot, 1);
    }
    return slot;
  }

  private long extendTail() {
    long slot = high++;
    ListRun last = tailOrNull != null ? tailOrNull : headOrNull;
    boolean extended = last != null && last.end() == slot;
    ListRun run = extended ? new ListRun(last.first(), last.count() + 1) : new ListRun(slot, 1);
    if (last == null || (extended && tailOrNull == null)) {
      headOrNull = run;
    } else {
      if (!extended && tailOrNull != null) {
        tree.insert(tree.total(), tailOrNull);
      }
      tailOrNull = run;
    }
    return slot;
  }

  /** Forgets the element at an end and returns its slot; the element itself is to be deleted. */
  long shorten(ListEnd end) {
    if (end == ListEnd.HEAD) {
      long slot = headOrNull.first();
      low += slot == low ? 1 : 0;
      headOrNull = rest(headOrNull, 1, headOrNull.count());
      settle();
      return slot;
    }
    ListRun last = tailOrNull != null ? tailOrNull : headOrNull;
    long slot = last.end() - 1;
    high -= slot == high - 1 ? 1 : 0;
    ListRun run = rest(last, 0, last.count() - 1);
    if (tailOrNull != null) {
      tailOrNull = run;
    } else {
      headOrNull = run;
    }
    settle();
    return slot;
  }

  private static ListRun rest(ListRun run, long fromInclusive, long toExclusive) {
    return fromInclusive == toExclusive
        ? null
        : new ListRun(run.first() + fromInclusive, toExclusive - fromInclusive);
  }

  /** Makes the head a run if there is one, and the tail one if there are two. */
  private void settle() {
    if (headOrNull == null && !tree.isEmpty()) {
      headOrNull = tree.removeFirst();
    } else if (headOrNull == null) {
      headOrNull = tailOrNull;
      tailOrNull = null;
    }
    if (tailOrNull == null && !tree.isEmpty()) {
      tailOrNull = tree.removeLast();
    }
  }

  // ---- The middle

  /** Returns the first slot of a block that was never used. */
  long newBlock() {
    return ListSlots.firstOfBlock(nextBlock++);
  }

  /**
   * Returns whether a run may be extended to a slot beside it, if there is no record of that slot.
   */
  boolean mayExtend(ListRun run, long slot) {
    return ListSlots.inBlock(slot)
        && ListSlots.inBlock(run.first())
        && ListSlots.blockOf(slot) == ListSlots.blockOf(run.first())
        && ListSlots.blockOf(slot) >= firstReusableBlock;
  }

  /** Puts a run before the one that begins at an index, which must not be the first. */
  void insert(long start, ListRun run) {
    tree.insert(start - headOrNull.count(), run);
  }

  /** Replaces the run that begins at an index by others, or by none. */
  void replace(long start, ListRun... by) {
    if (start == 0) {
      headOrNull = by.length == 0 ? null : by[0];
      for (int i = by.length - 1; i > 0; i--) {
        tree.insert(0, by[i]);
      }
    } else if (start == headOrNull.count() + tree.total()) {
      tailOrNull = by.length == 0 ? null : by[by.length - 1];
      for (int i = 0; i < by.length - 1; i++) {
        tree.insert(tree.total(), by[i]);
      }
    } else {
      tree.replace(start - headOrNull.count(), by);
    }
    settle();
  }

  // ---- Cutting off

  /** Cuts off elements at an end, but not all there are, however many, by range. */
  void cut(ListEnd end, long count, ListTree.Garbage garbage) {
    firstReusableBlock = nextBlock;
    if (end == ListEnd.HEAD) {
      cutHead(count, garbage);
    } else {
      cutTail(count, garbage);
    }
    settle();
  }

  private void cutHead(long count, ListTree.Garbage garbage) {
    long inHead = Math.min(count, headOrNull.count());
    long inTree = Math.min(count - inHead, tree.total());
    long inTail = count - inHead - inTree;
    garbage.run(new ListRun(headOrNull.first(), inHead));
    headOrNull = rest(headOrNull, inHead, headOrNull.count());
    if (inTree > 0) {
      tree.cutFirst(inTree, garbage);
    }
    if (inTail > 0) {
      garbage.run(new ListRun(tailOrNull.first(), inTail));
      tailOrNull = rest(tailOrNull, inTail, tailOrNull.count());
    }
  }

  private void cutTail(long count, ListTree.Garbage garbage) {
    long inTail = Math.min(count, count(tailOrNull));
    long inTree = Math.min(count - inTail, tree.total());
    long inHead = count - inTail - inTree;
    if (inTail > 0) {
      long kept = tailOrNull.count() - inTail;
      garbage.run(new ListRun(tailOrNull.first() + kept, inTail));
      tailOrNull = rest(tailOrNull, 0, kept);
    }
    if (inTree > 0) {
      tree.cutLast(inTree, garbage);
    }
    if (inHead > 0) {
      long kept = headOrNull.count() - inHead;
      garbage.run(new ListRun(headOrNull.first() + kept, inHead));
      headOrNull = rest(headOrNull, 0, kept);
    }
  }
}
