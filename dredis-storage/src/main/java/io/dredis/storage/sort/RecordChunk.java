package io.dredis.storage.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Some records in one array, to be sorted.
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

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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

  /**
   * Returns eight bytes of a key from a depth on, as a number whose order is theirs. Behind the end
   * of the key they are zeros, so those of keys that differ may be the same.
   */
  static long keyWord(byte[] bytes, int start, int depth) {
    int at = start + HEAD_BYTES + depth;
    int left = keyLength(bytes, start) - depth;
    long word = 0;
    if (left >= Long.BYTES) {
      word = (long) LONG.get(bytes, at);
    } else {
      for (int i = 0; i < left; i++) {
        word |= (bytes[at + i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i + 1));
      }
    }
    return word ^ Long.MIN_VALUE;
  }

  boolean hasRoomFor(long recordBytes) {
    return recordBytes <= bytes.length - used;
  }

  boolean isNearlyFull() {
    return used > bytes.length - bytes.length / 16;
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

  /**
   * Returns the records in the order of their keys. They are copied in that order, while they are
   * in the processor's caches: whoever merges them then goes through memory from its start to its
   * end.
   */
  MemoryRun sorted() {
    new ChunkSort(bytes, starts, count).sort();
    byte[] ordered = new byte[used];
    int end = 0;
    for (int i = 0; i < count; i++) {
      int length = recordBytes(bytes, starts[i]);
      System.arraycopy(bytes, starts[i], ordered, end, length);
      end += length;
    }
    return new MemoryRun(ordered);
  }
}
