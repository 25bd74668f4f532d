package io.dredis.storage.type;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes over the elements of a part of a list, in either direction, and holds few of them at a time.
 * It stands before the first until {@link #next} is called, and is valid until the next write to
 * the list, or as long as its snapshot. It must be closed.
 */
public abstract class ListCursor implements AutoCloseable {
  ListCursor() {}

  /** Moves to the next element and returns whether there is one. */
  public abstract boolean next();

  /** Returns the index of the element it stands on. */
  public abstract long index();

  /** Returns the element it stands on. */
  public abstract byte[] value();

  @Override
  public abstract void close();

  /** Goes over elements in memory. */
  static final class OfArray extends ListCursor {
    private final byte[][] elements;
    private final int end;
    private final int step;
    private int index;

    /** The elements between two indexes, backward when the first is the greater one. */
    OfArray(byte[][] elements, long from, long toExclusive) {
      this.elements = elements;
      this.step = from <= toExclusive ? 1 : -1;
      this.index = (int) from - step;
      this.end = (int) toExclusive;
    }

    @Override
    public boolean next() {
      if (index + step == end) {
        return false;
      }
      index += step;
      return true;
    }

    @Override
    public long index() {
      return index;
    }

    @Override
    public byte[] value() {
      return elements[index];
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  /**
   * Goes over elements in records: where a run is long with a cursor, else by reading several
   * elements at once, at first few and more as long as they are short.
   */
  static final class OfRecords extends ListCursor {
    private static final int LONG_RUN = 64;
    private static final int FIRST_BATCH = 8;
    private static final int MAX_BATCH = 64;
    private static final long MAX_BATCH_BYTES = 64 << 10;

    private final Reader records;
    private final ListLayout layout;
    private final byte[] prefix;
    private final long toExclusive;
    private final int step;
    private ListLayout.Place placeOrNull;
    private long index;
    private byte[] value;
    private int batchSize = FIRST_BATCH;
    private byte[][] batch = {};
    private int inBatch;
    private Cursor cursorOrNull;
    private long leftInRun;

    /** The elements between two indexes, backward when the first is the greater one. */
    OfRecords(Reader records, ListLayout layout, long keyId, long from, long toExclusive) {
      this.records = records;
      this.layout = layout;
      this.prefix = RecordKeys.prefix(Space.ELEMENT, keyId);
      this.step = from <= toExclusive ? 1 : -1;
      this.index = from - step;
      this.toExclusive = toExclusive;
    }

    @Override
    public boolean next() {
      if (index + step == toExclusive) {
        value = null;
        return false;
      }
      index += step;
      if (leftInRun > 0) {
        leftInRun--;
        value = valueOf(step > 0 ? cursorOrNull.next() : cursorOrNull.previous(), slotOf(index));
      } else if (inBatch < batch.length || !seekInLongRun()) {
        value = nextOfBatch();
      }
      return true;
    }

    private byte[] nextOfBatch() {
      if (inBatch == batch.length) {
        readBatch();
      }
      byte[] element = batch[inBatch];
      batch[inBatch++] = null;
      return element;
    }

    private byte[] valueOf(boolean found, long slot) {
      if (!found || !Arrays.equals(cursorOrNull.key(), key(slot))) {
        throw LargeListEdit.missing(slot);
      }
      return cursorOrNull.value();
    }

    private byte[] key(long slot) {
      return ListSlots.elementKey(prefix, slot);
    }

    private long slotOf(long at) {
      if (placeOrNull == null || !placeOrNull.holds(at)) {
        placeOrNull = layout.locate(at);
      }
      return placeOrNull.slotOf(at);
    }

    /** Seeks the element if there are enough behind it in the same run, and says whether. */
    private boolean seekInLongRun() {
      long slot = slotOf(index);
      ListRun run = placeOrNull.run();
      long inRun = step > 0 ? run.end() - slot : slot - run.first() + 1;
      long count = Math.min(inRun, Math.abs(toExclusive - index));
      if (count < LONG_RUN) {
        return false;
      }
      if (cursorOrNull == null) {
        cursorOrNull = records.cursor();
      }
      value = valueOf(cursorOrNull.seek(key(slot)), slot);
      leftInRun = count - 1;
      return true;
    }

    private void readBatch() {
      List<byte[]> keys = new ArrayList<>();
      for (long at = index; at != toExclusive && keys.size() < batchSize; at += step) {
        keys.add(key(slotOf(at)));
      }
      batch = records.getAll(keys);
      inBatch = 0;
      long bytes = 0;
      for (byte[] element : batch) {
        if (element == null) {
          throw new CorruptDataException("An element of a list is missing");
        }
        bytes += element.length;
      }
      batchSize = bytes > MAX_BATCH_BYTES ? 1 : Math.min(MAX_BATCH, batchSize * 2);
    }

    @Override
    public long index() {
      return index;
    }

    @Override
    public byte[] value() {
      return value;
    }

    @Override
    public void close() {
      if (cursorOrNull != null) {
        cursorOrNull.close();
      }
    }
  }
}
