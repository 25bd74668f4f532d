package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.gc.ElementWriter;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.ValueException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The list type.
 *
 * <p>A small list is packed in its key's header. A larger one has a record for each element, and
 * stays so until its key is deleted or overwritten. Its {@link ListLayout} says which element lies
 * where; pushing to and popping from either end costs the same at any length, and what is done at
 * an index costs as much as reading a few records more. Only what looks for a value goes over the
 * elements.
 *
 * <pre>
 * header body  = packed list                            ; small
 *              | key id · counts                        ; large, as in ListLayout
 * element key  = element · key id · slot(8)
 * element      = bytes
 * </pre>
 */
public final class Lists {
  /**
   * The most bytes of a small list in the smallest size class, a quarter of what Redis has in a
   * node: each change writes a small list whole.
   */
  private static final int SMALLEST_SIZE_CLASS = 1 << 10;

  /** The most bytes of a small list that is limited by its number of elements, as in Redis. */
  private static final int MAX_BYTES_BY_COUNT = 8 << 10;

  private static final int SIZE_CLASSES = 5;

  private final IntSupplier maxListpackSize;

  /** The large list that was changed last, as it was stored; the next change often follows on. */
  private LargeListEdit lastOrNull;

  /**
   * The list type with a limit.
   *
   * @param maxListpackSize up to where a list is packed, as {@code list-max-listpack-size} says: so
   *     many elements, or for -1 to -5 a quarter of Redis's 4, 8, 16, 32 or 64 KiB
   */
  public Lists(IntSupplier maxListpackSize) {
    this.maxListpackSize = maxListpackSize;
  }

  /**
   * Returns the list that a client reads, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public ListValue lookup(Keyspace keyspace, byte[] key) {
    return valueOf(keyspace, keyspace.lookup(key));
  }

  /**
   * Returns the list that a client is about to change, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public ListValue lookupForWrite(Database database, byte[] key) {
    return valueOf(database, database.lookupForWrite(key));
  }

  /**
   * Returns the list that a header from a look-up is of, or null for no header.
   *
   * @throws WrongTypeException when it is of another type
   */
  public ListValue valueOf(Keyspace keyspace, Header headerOrNull) {
    WrongTypeException.require(headerOrNull, ValueType.LIST);
    return headerOrNull == null ? null : new ListValue(keyspace.records(), headerOrNull);
  }

  /**
   * Returns how many elements the list that a client reads has, 0 when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long length(Keyspace keyspace, byte[] key) {
    Header header = WrongTypeException.require(keyspace.lookup(key), ValueType.LIST);
    return header == null ? 0 : length(header);
  }

  private static long length(Header header) {
    return header.kind().large() ? ListLayout.length(header) : PackedList.ofBody(header).count();
  }

  // ---- The ends

  /**
   * Adds values at an end of a list, one after the other, and returns how many elements it has
   * then; a list is made when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long push(Database database, byte[] key, ListEnd end, byte[]... values) {
    Header before = headerForWrite(database, key);
    ListEdit edit = before == null ? new PackedListEdit() : edit(database, before);
    return store(database, key, before, pushed(database, edit, end, values));
  }

  /**
   * Adds values at an end of a list, and returns how many elements it has then; does nothing and
   * returns 0 when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long pushIfExists(Database database, byte[] key, ListEnd end, byte[]... values) {
    Header before = headerForWrite(database, key);
    return before == null
        ? 0
        : store(database, key, before, pushed(database, edit(database, before), end, values));
  }

  /**
   * Removes the element at an end and returns it, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public byte[] pop(Database database, byte[] key, ListEnd end) {
    Header before = headerForWrite(database, key);
    if (before == null) {
      return null;
    }
    ListEdit edit = edit(database, before);
    byte[] popped = edit.pop(end);
    store(database, key, before, edit);
    return popped;
  }

  /**
   * Removes up to so many elements at an end and returns them, the outermost first, or null when
   * there is no such key. All of them are in memory; a caller that wants many reads a range of a
   * snapshot and uses {@link #drop}.
   *
   * @param count at least 0
   * @throws WrongTypeException when it is of another type
   */
  public List<byte[]> pop(Database database, byte[] key, ListEnd end, long count) {
    Header before = headerForWrite(database, key);
    if (before == null) {
      return null;
    }
    List<byte[]> popped = new ArrayList<>();
    if (count > 0) {
      ListEdit edit = edit(database, before);
      while (popped.size() < count && edit.length() > 0) {
        popped.add(edit.pop(end));
      }
      store(database, key, before, edit);
    }
    return popped;
  }

  /**
   * Removes up to so many elements at an end, however many, at once.
   *
   * @param list from a look-up for writing
   * @param count at least 0
   */
  public void drop(Database database, byte[] key, ListValue list, ListEnd end, long count) {
    long dropped = Math.min(list.length(), count);
    if (dropped > 0) {
      long from = end == ListEnd.HEAD ? dropped : 0;
      trim(database, key, list.header(), from, from + list.length() - dropped);
    }
  }

  /**
   * Moves the element at an end of a list to an end of another or the same one, and returns it, or
   * null when there is no list to take it from.
   *
   * @throws WrongTypeException when one of them is of another type
   */
  public byte[] move(Database database, byte[] from, ListEnd fromEnd, byte[] to, ListEnd toEnd) {
    Header source = headerForWrite(database, from);
    if (source == null) {
      return null;
    }
    if (Arrays.equals(from, to)) {
      ListEdit edit = edit(database, source);
      byte[] value = edit.pop(fromEnd);
      edit.push(toEnd, value);
      store(database, from, source, edit);
      return value;
    }
    headerForWrite(database, to);
    byte[] value = pop(database, from, fromEnd);
    push(database, to, toEnd, value);
    return value;
  }

  // ---- At an index

  /**
   * Sets the element at an index, negative ones counted from the end.
   *
   * @throws WrongTypeException when it is of another type
   * @throws ValueException when there is no such key or no such element
   */
  public void set(Database database, byte[] key, long index, byte[] value) {
    Header before = headerForWrite(database, key);
    if (before == null) {
      throw new ValueException(Reason.NO_SUCH_KEY);
    }
    ListEdit edit = edit(database, before);
    long at = index < 0 ? index + edit.length() : index;
    if (at < 0 || at >= edit.length()) {
      throw new ValueException(Reason.INDEX_OUT_OF_RANGE);
    }
    edit.set(at, value);
    if (before.kind().large()) {
      database.signalChanged(key);
    } else {
      store(database, key, before, fitting(database, edit));
    }
  }

  /**
   * Puts a value before the element at an index, or behind the last one when the index is the
   * length, and returns how many elements the list has then; does nothing and returns 0 when there
   * is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long insertAt(Database database, byte[] key, long index, byte[] value) {
    Header before = headerForWrite(database, key);
    if (before == null) {
      return 0;
    }
    ListEdit edit = edit(database, before);
    edit.insert(index, value);
    return store(database, key, before, fitting(database, edit));
  }

  /**
   * Keeps the elements between two indexes, both inclusive, negative ones counted from the end, and
   * removes all others, however many, at once.
   *
   * @throws WrongTypeException when it is of another type
   */
  public void trim(Database database, byte[] key, long start, long stop) {
    Header before = headerForWrite(database, key);
    if (before != null) {
      ListValue value = valueOf(database, before);
      trim(database, key, before, value.firstOf(start), value.endOf(stop));
    }
  }

  private void trim(
      Database database, byte[] key, Header before, long fromInclusive, long toExclusive) {
    if (fromInclusive >= toExclusive) {
      database.delete(key, before);
      return;
    }
    ListEdit edit = edit(database, before);
    edit.trim(fromInclusive, toExclusive);
    store(database, key, before, edit);
  }

  // ---- By value

  /**
   * Finds the elements of a list that equal another, which are to be removed.
   *
   * @param count how many at most: the first ones when positive, the last ones when negative, all
   *     when 0
   * @param asides where the rest of the list is written to when they are many
   */
  public ListRemoval removal(ListValue list, long count, byte[] element, AsideSource asides) {
    return ListRemoval.of(this, list, count, element, asides);
  }

  /**
   * Begins a list of any length that is to be stored under a key. A long one is written aside;
   * nothing refers to it before it is stored.
   */
  public Builder builder(ElementSource asides) {
    return new Builder(this, asides);
  }

  /** A new list that is made in bounded memory, first element first. It must be closed. */
  public static final class Builder implements AutoCloseable {
    private final Lists lists;
    private final ElementSource asides;
    private final List<byte[]> packed = new ArrayList<>();
    private long packedBytes;
    private ElementWriter asideOrNull;
    private ListLayout layout;

    private Builder(Lists lists, ElementSource asides) {
      this.lists = lists;
      this.asides = asides;
    }

    /** Adds an element behind the last one. */
    public void add(byte[] element) {
      if (asideOrNull != null) {
        addAside(element);
        return;
      }
      packed.add(element);
      packedBytes += PackedList.entryBytes(element.length);
      if (!lists.fits(packed.size(), packedBytes)) {
        asideOrNull = asides.open();
        layout = new ListLayout(asideOrNull.keyId());
        packed.forEach(this::addAside);
        packed.clear();
      }
    }

    private void addAside(byte[] element) {
      byte[] slot = ListSlots.bytes(layout.extend(ListEnd.TAIL));
      asideOrNull.put(RecordKeys.element(asideOrNull.keyId(), slot), element);
    }

    /** Returns how many elements were added. */
    public long length() {
      return asideOrNull == null ? packed.size() : layout.length();
    }

    /**
     * Stores the list under a key, whatever the key held before; without any element, deletes the
     * key.
     *
     * @param previousOrNull the header that the key has now, of any type, from a look-up; null when
     *     there is none
     */
    public void store(Database database, byte[] key, Header previousOrNull, long expiryMillis) {
      if (length() > 0) {
        database.store(key, finish(expiryMillis), previousOrNull);
      } else if (previousOrNull != null) {
        database.delete(key, previousOrNull);
      }
    }

    /**
     * Ends the list and returns its header, for whoever stores it in the transaction of its
     * elements; it has an element at least.
     */
    public Header finish(long expiryMillis) {
      if (asideOrNull != null) {
        asideOrNull.finish();
        return layout.header(expiryMillis, asideOrNull.keyId());
      }
      PackedList.Builder list = new PackedList.Builder((int) packedBytes);
      packed.forEach(list::add);
      return Header.small(Kind.LIST_PACKED, expiryMillis, list.build());
    }

    @Override
    public void close() {
      if (asideOrNull != null) {
        asideOrNull.close();
      }
    }
  }

  // ---- Packed or large

  static Header headerForWrite(Database database, byte[] key) {
    return WrongTypeException.require(database.lookupForWrite(key), ValueType.LIST);
  }

  /** Begins to change a list; by {@link #store} it ends. */
  ListEdit edit(Database database, Header header) {
    LargeListEdit last = lastOrNull;
    // What fails half-way does not show what is stored.
    lastOrNull = null;
    if (last != null && last.made(header)) {
      return last;
    }
    return header.kind().large()
        ? new LargeListEdit(database.transaction(), header)
        : new PackedListEdit(header);
  }

  private ListEdit pushed(Database database, ListEdit before, ListEnd end, byte[][] values) {
    ListEdit edit = before;
    if (before instanceof PackedListEdit packed) {
      long bytes = packed.byteSize();
      for (byte[] value : values) {
        bytes += PackedList.entryBytes(value.length);
      }
      if (!fits(packed.length() + values.length, bytes)) {
        edit = large(database, packed);
      }
    }
    edit.push(end, values);
    return edit;
  }

  private ListEdit fitting(Database database, ListEdit edit) {
    return edit instanceof PackedListEdit packed && !fits(packed.length(), packed.byteSize())
        ? large(database, packed)
        : edit;
  }

  private static ListEdit large(Database database, PackedListEdit packed) {
    LargeListEdit large = new LargeListEdit(database.transaction(), database.keyIds().allocate());
    large.push(ListEnd.TAIL, packed.elements());
    return large;
  }

  private boolean fits(long length, long bytes) {
    int limit = maxListpackSize.getAsInt();
    if (limit >= 0) {
      return length <= Math.max(1, limit) && bytes <= MAX_BYTES_BY_COUNT;
    }
    int sizeClass = Math.min(SIZE_CLASSES, -Math.max(limit, -SIZE_CLASSES));
    return bytes <= SMALLEST_SIZE_CLASS << (sizeClass - 1);
  }

  /** Stores a list that was changed, or deletes its key when it is empty; returns its length. */
  long store(Database database, byte[] key, Header beforeOrNull, ListEdit edit) {
    if (edit.length() > 0) {
      long expiryMillis = beforeOrNull == null ? Header.NO_EXPIRY : beforeOrNull.expiryMillis();
      database.store(key, edit.header(expiryMillis), beforeOrNull);
      lastOrNull = edit instanceof LargeListEdit large ? large : null;
    } else if (beforeOrNull != null) {
      database.delete(key, beforeOrNull);
    }
    return edit.length();
  }
}
