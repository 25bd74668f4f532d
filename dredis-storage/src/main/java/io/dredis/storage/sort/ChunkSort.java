package io.dredis.storage.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts records of one array by their keys: a quicksort that looks at eight bytes of each key at a
 * time, so that what many keys begin with is looked at once and not in every comparison.
 */
final class ChunkSort {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** So few records are sorted by comparing whole keys. */
  private static final int FEW = 12;

  /** Behind so many equal bytes whole keys are compared, or the stack would not do. */
  private static final int DEEPEST = 1024;

  private final byte[] bytes;
  private final int[] starts;
  private final int count;

  /** The eight bytes of each key at the depth that is being looked at, to be compared as signed. */
  private final long[] words;

  ChunkSort(byte[] bytes, int[] starts, int count) {
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
    this.words = new long[count];
  }

  void sort() {
    sort(0, count, 0);
  }

  private void sort(int from, int to, int depth) {
    if (to - from <= FEW) {
      sortFew(from, to);
    } else if (depth > DEEPEST) {
      sortWhole(from, to);
    } else {
      for (int i = from; i < to; i++) {
        words[i] = word(starts[i], depth);
      }
      sortByWord(from, to, depth);
    }
  }

  /** Returns eight bytes of a key, zeros where it has ended. */
  private long word(int start, int depth) {
    int at = start + RecordChunk.HEAD_BYTES + depth;
    int left = RecordChunk.keyLength(bytes, start) - depth;
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

  private void sortByWord(int begin, int end, int depth) {
    int from = begin;
    int to = end;
    while (to - from > FEW) {
      long pivot = middle(words[from], words[(from + to) >>> 1], words[to - 1]);
      int less = from;
      int greater = to;
      for (int i = from; i < greater; ) {
        if (words[i] < pivot) {
          swap(i++, less++);
        } else if (words[i] > pivot) {
          swap(i, --greater);
        } else {
          i++;
        }
      }
      // The larger part is left for the loop, so that the stack stays small.
      if (less - from < to - greater) {
        sortByWord(from, less, depth);
        sortEqual(less, greater, depth);
        from = greater;
      } else {
        sortByWord(greater, to, depth);
        sortEqual(less, greater, depth);
        to = less;
      }
    }
    sortFew(from, to);
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** Sorts keys that agree in the eight bytes, with zeros behind the end of those that ended. */
  private void sortEqual(int from, int to, int depth) {
    int goingOn = from;
    // Those that have ended come first, the shorter the sooner.
    for (int length = depth; length <= depth + Long.BYTES && goingOn < to; length++) {
      for (int i = goingOn; i < to; i++) {
        if (RecordChunk.keyLength(bytes, starts[i]) == length) {
          swap(i, goingOn++);
        }
      }
    }
    sort(goingOn, to, depth + Long.BYTES);
  }

  private void sortFew(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int start = starts[i];
      int at = i;
      while (at > from && RecordChunk.compareKeys(bytes, starts[at - 1], bytes, start) > 0) {
        starts[at] = starts[at - 1];
        at--;
      }
      starts[at] = start;
    }
  }

  private void sortWhole(int from, int to) {
    Integer[] whole = new Integer[to - from];
    Arrays.setAll(whole, i -> starts[from + i]);
    Arrays.sort(whole, (one, other) -> RecordChunk.compareKeys(bytes, one, bytes, other));
    for (int i = 0; i < whole.length; i++) {
      starts[from + i] = whole[i];
    }
  }

  private void swap(int one, int other) {
    int start = starts[one];
    starts[one] = starts[other];
    starts[other] = start;
    long word = words[one];
    words[one] = words[other];
    words[other] = word;
  }
}
