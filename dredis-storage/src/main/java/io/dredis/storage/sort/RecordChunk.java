package io.dredis.storage.sort;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Some records in one array, which can be sorted.
 *
 * <pre>
 * record = key length(4) · value length(4) · mark(1) · key · value
 * </pre>
 */
final class RecordChunk {
  /** What precedes the key in a record. */
  static final int HEAD_BYTES = 2 * Integer.BYTES + 1;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int[] starts = new int[64];
  private int count;
  private int used;

  /** A chunk without records, with room for so many bytes of them. */
  RecordChunk(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns how many bytes a record takes. */
  static long recordBytes(byte[] key, byte[] value) {
    return (long) HEAD_BYTES + key.length + value.length;
  }

  static int keyLength(byte[] bytes, int start) {
    return (int) INT.get(bytes, start);
  }

  static int valueLength(byte[] bytes, int start) {
    return (int) INT.get(bytes, start + Integer.BYTES);
  }

  static int mark(byte[] bytes, int start) {
    return bytes[start + 2 * Integer.BYTES] & 0xff;
  }

  /** Returns how many bytes the record at a place takes. */
  static int recordBytes(byte[] bytes, int start) {
    return HEAD_BYTES + keyLength(bytes, start) + valueLength(bytes, start);
  }

  /** Compares the keys of two records. */
  static int compareKeys(byte[] one, int oneStart, byte[] other, int otherStart) {
    int oneKey = oneStart + HEAD_BYTES;
    int otherKey = otherStart + HEAD_BYTES;
    return Arrays.compareUnsigned(
        one,
        oneKey,
        oneKey + keyLength(one, oneStart),
        other,
        otherKey,
        otherKey + keyLength(other, otherStart));
  }

  boolean hasRoomFor(long recordBytes) {
    return recordBytes <= bytes.length - used;
  }

  boolean isNearlyFull() {
    return used > bytes.length - bytes.length / 16;
  }

  /** Returns how much memory it takes. */
  long memoryBytes() {
    return bytes.length + (long) Integer.BYTES * starts.length;
  }

  /** Adds a record, for which there is room. */
  void add(byte[] key, byte[] value, int mark) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = used;
    INT.set(bytes, used, key.length);
    INT.set(bytes, used + Integer.BYTES, value.length);
    bytes[used + 2 * Integer.BYTES] = (byte) mark;
    System.arraycopy(key, 0, bytes, used + HEAD_BYTES, key.length);
    System.arraycopy(value, 0, bytes, used + HEAD_BYTES + key.length, value.length);
    used += HEAD_BYTES + key.length + value.length;
  }

  /** Puts the records in the order of their keys. */
  void sort() {
    new ChunkSort(bytes, starts, count).sort();
  }

  /** Returns the records in the order they now have. */
  Run records() {
    return new Run() {
      private int next;

      @Override
      boolean next() {
        if (next == count) {
          return false;
        }
        start = starts[next++];
        return true;
      }

      @Override
      byte[] bytes() {
        return bytes;
      }
    };
  }

  /** Records in the order of their keys, of which one is looked at at a time. */
  abstract static class Run implements AutoCloseable {
    /** Where the present record begins. */
    int start;

    /** Moves to the next record; returns false at the end. */
    abstract boolean next() throws IOException;

    /** Returns the array that has the present record, until the next move. */
    abstract byte[] bytes();

    /** Writes the present record. */
    void write(OutputStream out) throws IOException {
      out.write(bytes(), start, recordBytes(bytes(), start));
    }

    @Override
    public void close() throws IOException {}
  }
}
