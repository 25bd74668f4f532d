package io.dredis.storage.type;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;

/**
 * A list as a header and a reader show it; of a large one only those elements are read that are
 * asked for. It is valid until the next write to its key, or as long as its snapshot.
 */
public final class ListValue {
  private final Reader records;
  private final Header header;
  private final ListLayout layoutOrNull;
  private final long length;

  ListValue(Reader records, Header header) {
    this.records = records;
    this.header = header;
    this.layoutOrNull = header.kind().large() ? new ListLayout(records, null, header) : null;
    this.length =
        layoutOrNull == null ? PackedList.ofBody(header).count() : ListLayout.length(header);
  }

  /** Returns the header. */
  public Header header() {
    return header;
  }

  /** Returns how many elements there are. */
  public long length() {
    return length;
  }

  /** Returns the element at an index, negative ones counted from the end, or null. */
  public byte[] get(long index) {
    long at = index < 0 ? index + length : index;
    if (at < 0 || at >= length) {
      return null;
    }
    if (layoutOrNull == null) {
      PackedList.Walk walk = PackedList.ofBody(header).walk();
      for (long i = 0; i <= at; i++) {
        walk.require();
      }
      return walk.bytes();
    }
    long slot = layoutOrNull.locate(at).slotOf(at);
    byte[] value = records.get(RecordKeys.element(header.keyId(), ListSlots.bytes(slot)));
    if (value == null) {
      throw LargeListEdit.missing(slot);
    }
    return value;
  }

  /**
   * Returns the elements between two indexes, both inclusive, negative ones counted from the end,
   * as LRANGE has it.
   */
  public ListCursor range(long start, long stop) {
    long from = firstOf(start);
    return cursor(from, Math.max(from, endOf(stop)));
  }

  /** Returns what {@link #range} goes over, last to first. */
  public ListCursor reversedRange(long start, long stop) {
    long from = firstOf(start);
    return cursor(Math.max(from, endOf(stop)) - 1, from - 1);
  }

  /** Returns how many elements {@link #range} goes over. */
  public long rangeLength(long start, long stop) {
    return Math.max(0, endOf(stop) - firstOf(start));
  }

  /** Returns up to so many elements at an end, the outermost first. */
  public ListCursor fromEnd(ListEnd end, long count) {
    long most = Math.min(length, count);
    return end == ListEnd.HEAD ? cursor(0, most) : cursor(length - 1, length - 1 - most);
  }

  /** Returns all elements, first to last. */
  public ListCursor elements() {
    return cursor(0, length);
  }

  /** Returns all elements, last to first. */
  public ListCursor reversedElements() {
    return cursor(length - 1, -1);
  }

  long firstOf(long start) {
    return Math.max(0, start < 0 ? start + length : start);
  }

  long endOf(long stop) {
    return stop < 0 ? Math.max(0, stop + length + 1) : Math.min(stop, length - 1) + 1;
  }

  /** Returns the elements from an index on up, or down, to another. */
  ListCursor cursor(long from, long toExclusive) {
    return layoutOrNull == null
        ? new ListCursor.OfArray(new PackedListEdit(header).elements(), from, toExclusive)
        : new ListCursor.OfRecords(records, layoutOrNull, header.keyId(), from, toExclusive);
  }

  /**
   * Returns the places where an element stands, as LPOS finds them.
   *
   * @param rank the first one that counts: 1 the first from the head on, -1 from the tail on; not 0
   *     and not {@link Long#MIN_VALUE}
   * @param maxCompared how many elements are looked at; 0 for all
   */
  public ListSearch search(byte[] element, long rank, long maxCompared) {
    long most = maxCompared == 0 ? length : Math.min(length, maxCompared);
    ListCursor cursor = rank > 0 ? cursor(0, most) : cursor(length - 1, length - 1 - most);
    return new ListSearch(cursor, element, Math.abs(rank) - 1);
  }
}
