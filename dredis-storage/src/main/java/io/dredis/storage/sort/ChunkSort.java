package io.dredis.storage.sort;

import java.util.Arrays;

/**
 * Sorts records of one array by their keys: a quicksort that looks at eight bytes of each key at a
 * time, so that what many keys begin with is looked at once and not in every comparison.
 */
final class ChunkSort {
  /** So few records are sorted one by one. */
  private static final int FEW = 12;

  private final byte[] bytes;
  private final int[] starts;
  private final int count;

  /** The eight bytes of each key at the depth that is being looked at, see {@code keyWord}. */
  private final long[] words;

  // What is left to sort: parts whose keys agree up to a depth. Not on the thread's stack, for keys
  // may agree in very many bytes; and the JVM takes long to compile what calls itself.
  private int[] partFroms = new int[64];
  private int[] partTos = new int[64];
  private int[] partDepths = new int[64];
  private int parts;

  ChunkSort(byte[] bytes, int[] starts, int count) {
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
    this.words = new long[count];
  }

  void sort() {
    push(0, count, 0);
    while (parts > 0) {
      parts--;
      split(partFroms[parts], partTos[parts], partDepths[parts]);
    }
  }

  /** Looks at the next eight bytes of keys that agree up to a depth, which are then sorted. */
  private void push(int from, int to, int depth) {
    if (to - from > 1) {
      for (int i = from; i < to; i++) {
        words[i] = RecordChunk.keyWord(bytes, starts[i], depth);
      }
      pushKnown(from, to, depth);
    }
  }

  /** Sorts keys whose words are known if they are few, or leaves them for later. */
  private void pushKnown(int from, int to, int depth) {
    if (to - from <= FEW) {
      sortFew(from, to);
      return;
    }
    if (parts == partFroms.length) {
      partFroms = Arrays.copyOf(partFroms, 2 * parts);
      partTos = Arrays.copyOf(partTos, 2 * parts);
      partDepths = Arrays.copyOf(partDepths, 2 * parts);
    }
    partFroms[parts] = from;
    partTos[parts] = to;
    partDepths[parts++] = depth;
  }

  /** Parts keys by their words into those before a middle one, those that have it, and the rest. */
  private void split(int from, int to, int depth) {
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
    pushKnown(from, less, depth);
    pushEqual(less, greater, depth);
    pushKnown(greater, to, depth);
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** Takes keys that agree in the eight bytes, with zeros behind the end of those that ended. */
  private void pushEqual(int from, int to, int depth) {
    int goingOn = from;
    // Those that have ended come first, the shorter the sooner.
    for (int length = depth; length <= depth + Long.BYTES && goingOn < to; length++) {
      for (int i = goingOn; i < to; i++) {
        if (RecordChunk.keyLength(bytes, starts[i]) == length) {
          swap(i, goingOn++);
        }
      }
    }
    push(goingOn, to, depth + Long.BYTES);
  }

  private void sortFew(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int start = starts[i];
      long word = words[i];
      int at = i;
      while (at > from && isBehind(at - 1, word, start)) {
        starts[at] = starts[at - 1];
        words[at] = words[at - 1];
        at--;
      }
      starts[at] = start;
      words[at] = word;
    }
  }

  private boolean isBehind(int at, long word, int start) {
    return words[at] > word
        || (words[at] == word && RecordChunk.compareKeys(bytes, starts[at], bytes, start) > 0);
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
