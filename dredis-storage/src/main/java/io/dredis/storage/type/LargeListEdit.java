package io.dredis.storage.type;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ListNode;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A list in elements that is being changed.
 *
 * <p>What is done in the middle moves at most {@link #MOVED} elements, and none when those are
 * long, so that runs stay long without any change costing much: an element that is inserted within
 * a run of a block pushes the shorter side outwards; elsewhere it takes a block of its own, and
 * what is beside it moves along when it would be left as a short run. An element that is removed
 * lets the shorter side move up, and a run that has become short is joined with its neighbour.
 */
final class LargeListEdit implements ListEdit {
  /** The most elements of one side that are moved at once. */
  static final int MOVED = 32;

  private static final int MOVED_BYTES = 64 << 10;
  private static final int SHORT_RUN = MOVED / 2;
  private static final int CUT_ONE_BY_ONE = 128;

  private final Transaction transaction;
  private final long keyId;
  private final byte[] keyPrefix;
  private final ListLayout layout;
  private long length;

  /** The record of the last header that was made of the list as it is now, or null. */
  private byte[] recordOrNull;

  /** A list without elements under a fresh key id. */
  LargeListEdit(Transaction transaction, long keyId) {
    this.transaction = transaction;
    this.keyId = keyId;
    this.keyPrefix = RecordKeys.prefix(Space.ELEMENT, keyId);
    this.layout = new ListLayout(transaction, keyId);
  }

  LargeListEdit(Transaction transaction, Header header) {
    this.transaction = transaction;
    this.keyId = header.keyId();
    this.keyPrefix = RecordKeys.prefix(Space.ELEMENT, keyId);
    this.layout = new ListLayout(transaction, transaction, header);
    this.length = ListLayout.length(header);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Header header(long expiryMillis) {
    Header header = layout.header(expiryMillis, keyId);
    recordOrNull = header.record();
    return header;
  }

  /**
   * Returns whether the list is still as a header says that was read now: the very record that this
   * edit made last. A rollback brings back an older one, and every change brings a new one.
   */
  @SuppressWarnings("ReferenceEquality")
  boolean made(Header header) {
    return header.record() == recordOrNull;
  }

  private byte[] key(long slot) {
    return ListSlots.elementKey(keyPrefix, slot);
  }

  private byte[] read(long slot) {
    byte[] value = transaction.get(key(slot));
    if (value == null) {
      throw missing(slot);
    }
    return value;
  }

  static CorruptDataException missing(long slot) {
    return new CorruptDataException("The element in slot " + slot + " of a list is missing");
  }

  @Override
  public byte[] get(long index) {
    return read(layout.locate(index).slotOf(index));
  }

  @Override
  public void set(long index, byte[] value) {
    transaction.put(key(layout.locate(index).slotOf(index)), value);
  }

  @Override
  public void push(ListEnd end, byte[]... values) {
    for (byte[] value : values) {
      transaction.put(key(layout.extend(end)), value);
    }
    length += values.length;
  }

  @Override
  public byte[] pop(ListEnd end) {
    byte[] key = key(layout.shorten(end));
    byte[] value = transaction.get(key);
    if (value == null) {
      throw missing(ListSlots.read(key, key.length - Long.BYTES));
    }
    transaction.delete(key);
    length--;
    return value;
  }

  // ---- Insertion

  @Override
  public void insert(long index, byte[] value) {
    if (index == 0 || index == length) {
      push(index == 0 ? ListEnd.HEAD : ListEnd.TAIL, value);
      return;
    }
    ListLayout.Place at = layout.locate(index);
    if (index == at.start()) {
      insertBetween(at, value);
    } else if (!insertByShifting(at, index - at.start(), value)) {
      insertBySplitting(at, index, value);
    }
    length++;
  }

  /** Inserts between a run and the one before it. */
  private void insertBetween(ListLayout.Place at, byte[] value) {
    ListLayout.Place before = layout.locate(at.start() - 1);
    ListRun left = before.run();
    ListRun right = at.run();
    if (isFree(left, left.end())) {
      transaction.put(key(left.end()), value);
      layout.replace(before.start(), new ListRun(left.first(), left.count() + 1));
    } else if (isFree(right, right.first() - 1)) {
      transaction.put(key(right.first() - 1), value);
      layout.replace(at.start(), new ListRun(right.first() - 1, right.count() + 1));
    } else {
      layout.insert(at.start(), inNewBlock(List.<byte[]>of(value)));
    }
  }

  private boolean isFree(ListRun beside, long slot) {
    return layout.mayExtend(beside, slot) && transaction.get(key(slot)) == null;
  }

  /** Writes values into a block of their own, with room on both sides. */
  private ListRun inNewBlock(List<byte[]> values) {
    long first = layout.newBlock() + (ListSlots.BLOCK_SLOTS - values.size()) / 2;
    writeAll(first, values);
    return new ListRun(first, values.size());
  }

  private void writeAll(long first, List<byte[]> values) {
    for (int i = 0; i < values.size(); i++) {
      transaction.put(key(first + i), values.get(i));
    }
  }

  /** Returns the elements of some slots, or null when there are too many bytes to move. */
  private List<byte[]> readToMove(long firstSlot, long count) {
    List<byte[]> keys = new ArrayList<>();
    for (long slot = firstSlot; slot < firstSlot + count; slot++) {
      keys.add(key(slot));
    }
    byte[][] values = transaction.getAll(keys);
    long bytes = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        throw missing(firstSlot + i);
      }
      bytes += values[i].length;
    }
    return bytes > MOVED_BYTES ? null : new ArrayList<>(Arrays.asList(values));
  }

  /**
   * Inserts within a run by moving one side of it by a slot, the shorter one if it can be; returns
   * whether one could be moved.
   */
  private boolean insertByShifting(ListLayout.Place at, long left, byte[] value) {
    long right = at.run().count() - left;
    return left <= right
        ? shiftLeft(at, left, value) || shiftRight(at, right, value)
        : shiftRight(at, right, value) || shiftLeft(at, left, value);
  }

  private boolean shiftLeft(ListLayout.Place at, long left, byte[] value) {
    ListRun run = at.run();
    List<byte[]> moved =
        left <= MOVED && isFree(run, run.first() - 1) ? readToMove(run.first(), left) : null;
    if (moved == null) {
      return false;
    }
    moved.add(value);
    writeAll(run.first() - 1, moved);
    layout.replace(at.start(), new ListRun(run.first() - 1, run.count() + 1));
    return true;
  }

  private boolean shiftRight(ListLayout.Place at, long right, byte[] value) {
    ListRun run = at.run();
    List<byte[]> moved =
        right <= MOVED && isFree(run, run.end()) ? readToMove(run.end() - right, right) : null;
    if (moved == null) {
      return false;
    }
    moved.add(0, value);
    writeAll(run.end() - right, moved);
    layout.replace(at.start(), new ListRun(run.first(), run.count() + 1));
    return true;
  }

  /** Inserts within a run by dividing it; a short part moves to the new block. */
  private void insertBySplitting(ListLayout.Place at, long index, byte[] value) {
    ListRun run = at.run();
    long left = index - at.start();
    long right = run.count() - left;
    List<byte[]> middle = new ArrayList<>();
    long leftKept = left;
    List<byte[]> moved = left <= MOVED ? readToMove(run.first(), left) : null;
    if (moved != null) {
      deleteAll(run.first(), left);
      middle.addAll(moved);
      leftKept = 0;
    }
    middle.add(value);
    long rightKept = right;
    moved = right <= MOVED ? readToMove(run.end() - right, right) : null;
    if (moved != null) {
      deleteAll(run.end() - right, right);
      middle.addAll(moved);
      rightKept = 0;
    }
    layout.replace(
        at.start(),
        withoutEmpty(
            new ListRun(run.first(), leftKept),
            inNewBlock(middle),
            new ListRun(run.end() - rightKept, rightKept)));
  }

  private void deleteAll(long first, long count) {
    for (long slot = first; slot < first + count; slot++) {
      transaction.delete(key(slot));
    }
  }

  private static ListRun[] withoutEmpty(ListRun... runs) {
    return Arrays.stream(runs).filter(run -> run.count() > 0).toArray(ListRun[]::new);
  }

  // ---- Removal

  @Override
  public void remove(long index) {
    if (index == 0 || index == length - 1) {
      dropEnd(index == 0 ? ListEnd.HEAD : ListEnd.TAIL);
      return;
    }
    ListLayout.Place at = layout.locate(index);
    ListRun run = at.run();
    long left = index - at.start();
    long right = run.count() - 1 - left;
    if (left == 0 || (left <= right && moveUp(run.first(), run.first() + 1, left))) {
      transaction.delete(key(run.first()));
      layout.replace(at.start(), withoutEmpty(new ListRun(run.first() + 1, run.count() - 1)));
    } else if (right == 0 || moveUp(run.end() - right, run.end() - right - 1, right)) {
      transaction.delete(key(run.end() - 1));
      layout.replace(at.start(), new ListRun(run.first(), run.count() - 1));
    } else {
      transaction.delete(key(run.first() + left));
      layout.replace(
          at.start(), new ListRun(run.first(), left), new ListRun(run.first() + left + 1, right));
    }
    length--;
    joinShort(at.start());
  }

  private void dropEnd(ListEnd end) {
    transaction.delete(key(layout.shorten(end)));
    length--;
  }

  /** Moves elements by a slot within their run, if they are not too many. */
  private boolean moveUp(long from, long to, long count) {
    List<byte[]> moved = count <= MOVED ? readToMove(from, count) : null;
    if (moved == null) {
      return false;
    }
    writeAll(to, moved);
    return true;
  }

  /** Joins the run at an index with the next one if both are short. */
  private void joinShort(long start) {
    if (start >= length) {
      return;
    }
    ListLayout.Place at = layout.locate(start);
    ListRun run = at.run();
    long nextStart = at.start() + run.count();
    if (run.count() > SHORT_RUN || nextStart >= length) {
      return;
    }
    ListRun next = layout.locate(nextStart).run();
    if (run.count() + next.count() > MOVED) {
      return;
    }
    List<byte[]> moved = readToMove(run.first(), run.count());
    List<byte[]> following = moved == null ? null : readToMove(next.first(), next.count());
    if (following == null) {
      return;
    }
    moved.addAll(following);
    deleteAll(run.first(), run.count());
    deleteAll(next.first(), next.count());
    layout.replace(nextStart);
    layout.replace(at.start(), inNewBlock(moved));
  }

  // ---- Cutting off

  @Override
  public void trim(long fromInclusive, long toExclusive) {
    long atTail = length - toExclusive;
    cut(ListEnd.HEAD, fromInclusive);
    cut(ListEnd.TAIL, atTail);
  }

  private void cut(ListEnd end, long count) {
    if (count > CUT_ONE_BY_ONE) {
      layout.cut(end, count, new Garbage());
      length -= count;
      return;
    }
    for (long i = 0; i < count; i++) {
      dropEnd(end);
    }
  }

  /** Leaves what is cut off to the collector. */
  private final class Garbage implements ListTree.Garbage {
    @Override
    public void run(ListRun run) {
      transaction.put(
          RecordKeys.garbageRange(keyId, ListSlots.bytes(run.first())), ListSlots.bytes(run.end()));
    }

    @Override
    public void node(long nodeId) {
      transaction.put(RecordKeys.garbageNode(keyId, ListNode.idBytes(nodeId)), new byte[0]);
    }
  }
}
