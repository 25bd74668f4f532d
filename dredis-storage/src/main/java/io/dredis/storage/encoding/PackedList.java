package io.dredis.storage.encoding;

import io.dredis.storage.backend.CorruptDataException;
import java.util.Arrays;

/**
 * A sequence of byte strings in one array, in the order in which they were put there: the body of a
 * small collection, or a node of a large one.
 *
 * <pre>
 * packed list = entry*
 * entry       = length (varint) · bytes(length)
 * </pre>
 *
 * A packed list is a view: it keeps the array it is read from, which nobody may change, and copies
 * only what is asked for. What changes it returns another array. Offsets are those of the array.
 */
public final class PackedList {
  private static final byte[] NOTHING = new byte[0];

  private final byte[] array;
  private final int start;
  private final int end;

  private PackedList(byte[] array, int start, int end) {
    this.array = array;
    this.start = start;
    this.end = end;
  }

  /** Returns the list that an array holds. */
  public static PackedList of(byte[] array) {
    return new PackedList(array, 0, array.length);
  }

  /** Returns the list that the rest of an array holds. */
  public static PackedList of(byte[] array, int startInclusive) {
    return new PackedList(array, startInclusive, array.length);
  }

  /** Returns the list that the body of a small collection's header holds. */
  public static PackedList ofBody(Header header) {
    return of(header.record(), header.bodyOffset());
  }

  /** Returns how many bytes an entry takes. */
  public static int entryBytes(int length) {
    return Varint.length(length) + length;
  }

  /** Returns how many bytes all entries take. */
  public int size() {
    return end - start;
  }

  /** Returns whether there is no entry. */
  public boolean isEmpty() {
    return start == end;
  }

  /** Returns how many entries there are; walks over them. */
  public int count() {
    int count = 0;
    for (Walk walk = walk(); walk.next(); ) {
      count++;
    }
    return count;
  }

  /** Returns a walk that stands before the first entry. */
  public Walk walk() {
    return new Walk(array, start, end);
  }

  /**
   * Returns a walk that stands on the second entry of a pair, the first of which consists of these
   * bytes; or null when there is no such pair. The list consists of pairs.
   */
  public Walk findPair(byte[] first) {
    for (Walk walk = walk(); walk.next(); ) {
      boolean found = walk.is(first);
      walk.require();
      if (found) {
        return walk;
      }
    }
    return null;
  }

  /**
   * Returns a list with other entries in the place of some.
   *
   * @param fromInclusive where the first entry to be replaced begins, or where the others go
   * @param toExclusive behind the last entry to be replaced
   */
  public byte[] replace(int fromInclusive, int toExclusive, byte[]... entries) {
    int size = size() - (toExclusive - fromInclusive);
    for (byte[] entry : entries) {
      size = Math.addExact(size, entryBytes(entry.length));
    }
    byte[] replaced = new byte[size];
    int offset = fromInclusive - start;
    System.arraycopy(array, start, replaced, 0, offset);
    for (byte[] entry : entries) {
      offset = Varint.write(replaced, offset, entry.length);
      System.arraycopy(entry, 0, replaced, offset, entry.length);
      offset += entry.length;
    }
    System.arraycopy(array, toExclusive, replaced, offset, end - toExclusive);
    return replaced;
  }

  /** Returns a list with more entries behind the last. */
  public byte[] append(byte[]... entries) {
    return replace(end, end, entries);
  }

  /** Returns a list without some entries. */
  public byte[] remove(int fromInclusive, int toExclusive) {
    return replace(fromInclusive, toExclusive);
  }

  /** Goes from entry to entry. It stands before the first until {@link #next} is called. */
  public static final class Walk {
    private final byte[] array;
    private final int end;
    private int entryStart;
    private int bytesStart;
    private int entryEnd;

    private Walk(byte[] array, int start, int end) {
      this.array = array;
      this.end = end;
      this.entryStart = start;
      this.bytesStart = start;
      this.entryEnd = start;
    }

    /**
     * Moves to the next entry and returns true; returns false when there is none, and then stands
     * where one would begin.
     *
     * @throws CorruptDataException when the list ends within an entry
     */
    public boolean next() {
      entryStart = entryEnd;
      bytesStart = entryEnd;
      if (entryEnd == end) {
        return false;
      }
      int first = array[entryEnd];
      long length = first >= 0 ? first : Varint.read(array, entryEnd);
      bytesStart = first >= 0 ? entryEnd + 1 : Varint.end(array, entryEnd);
      if (length < 0 || length > end - bytesStart) {
        throw new CorruptDataException("A packed list ends within an entry");
      }
      entryEnd = bytesStart + (int) length;
      return true;
    }

    /**
     * Moves to the next entry, which must be there, as the second of a pair is.
     *
     * @throws CorruptDataException when it is not
     */
    public void require() {
      if (!next()) {
        throw new CorruptDataException("A packed list ends within a pair");
      }
    }

    /** Returns the offset at which the entry begins. */
    public int entryStart() {
      return entryStart;
    }

    /** Returns the offset behind the entry. */
    public int entryEnd() {
      return entryEnd;
    }

    /** Returns how many bytes the entry has. */
    public int length() {
      return entryEnd - bytesStart;
    }

    /** Returns a copy of the entry. */
    public byte[] bytes() {
      return Arrays.copyOfRange(array, bytesStart, entryEnd);
    }

    /** Returns whether the entry consists of these bytes. */
    public boolean is(byte[] bytes) {
      return length() == bytes.length
          && Arrays.equals(array, bytesStart, entryEnd, bytes, 0, bytes.length);
    }

    /** Compares the entry with bytes, as unsigned bytes are ordered. */
    public int compareTo(byte[] bytes) {
      return Arrays.compareUnsigned(array, bytesStart, entryEnd, bytes, 0, bytes.length);
    }
  }

  /** Puts entries one behind the other into a new list. */
  public static final class Builder {
    private byte[] array;
    private int size;

    /** An empty list that takes so many bytes before it has to grow. */
    public Builder(int expectedBytes) {
      array = expectedBytes == 0 ? NOTHING : new byte[expectedBytes];
    }

    /** Adds an entry. */
    public Builder add(byte[] entry) {
      return add(entry, 0, entry.length);
    }

    /** Adds the entry that a walk stands on. */
    public Builder add(Walk walk) {
      return add(walk.array, walk.bytesStart, walk.length());
    }

    private Builder add(byte[] from, int offset, int length) {
      int needed = Math.addExact(size, entryBytes(length));
      if (needed > array.length) {
        array = Arrays.copyOf(array, Math.max(needed, Math.min(array.length, 1 << 29) * 2));
      }
      int at = Varint.write(array, size, length);
      System.arraycopy(from, offset, array, at, length);
      size = needed;
      return this;
    }

    /** Returns how many bytes the entries take so far. */
    public int size() {
      return size;
    }

    /** Returns the list; the builder is not used any more. */
    public byte[] build() {
      return size == array.length ? array : Arrays.copyOf(array, size);
    }
  }
}
