package io.dredis.storage.transaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The writes that wait for their commit, the last of each key. They are in a hash table; an order
 * of keys is made when somebody asks for one, a cursor or the commit, for most commands do not.
 */
final class PendingWrites {
  private static final int FIRST_SIZE = 64;

  /** A larger table, which many writes needed, is not kept for the few that may follow. */
  private static final int MAX_KEPT_SIZE = 1 << 14;

  private static final VarHandle HEAD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final Comparator<Write> BY_KEY =
      (one, other) -> {
        int order = Long.compareUnsigned(one.head, other.head);
        return order != 0 ? order : Arrays.compareUnsigned(one.key, other.key);
      };

  /** What is to become of a record. */
  static final class Write {
    private final byte[] key;
    private final int hash;
    private byte[] value;
    private Write nextInChain;

    /** The bytes of the key behind those that all writes share, while they are sorted. */
    private long head;

    private Write(byte[] key, int hash, byte[] value) {
      this.key = key;
      this.hash = hash;
      this.value = value;
    }

    byte[] key() {
      return key;
    }

    /** Returns the {@link KeyHash} of the key. */
    int hash() {
      return hash;
    }

    /** Returns the value, or {@link Transaction#DELETED}. */
    byte[] value() {
      return value;
    }
  }

  /** The chains of writes whose hashes end in the same bits. */
  private Write[] table = new Write[FIRST_SIZE];

  /** All of them, in the order in which their keys were first written. */
  private Write[] writes = new Write[FIRST_SIZE];

  private int size;

  /** By key, if that is kept: from when somebody asked for it until they are committed. */
  private final NavigableMap<byte[], byte[]> ordered = new TreeMap<>(Arrays::compareUnsigned);

  private boolean keepsOrder;

  /** Returns whether there is none. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Returns how many there are. */
  int size() {
    return size;
  }

  /** Returns what is to be the value, {@link Transaction#DELETED}, or null when nothing is. */
  byte[] get(byte[] key, int hash) {
    Write write = find(key, hash);
    return write == null ? null : write.value;
  }

  private Write find(byte[] key, int hash) {
    Write write = table[hash & table.length - 1];
    while (write != null && !(write.hash == hash && Arrays.equals(write.key, key))) {
      write = write.nextInChain;
    }
    return write;
  }

  /** Adds a write, or replaces that of the same key, whose value is returned, or else null. */
  byte[] put(byte[] key, int hash, byte[] value) {
    if (keepsOrder) {
      ordered.put(key, value);
    }
    Write write = find(key, hash);
    if (write != null) {
      byte[] before = write.value;
      write.value = value;
      return before;
    }
    if (size == writes.length) {
      grow();
    }
    write = new Write(key, hash, value);
    writes[size++] = write;
    link(write);
    return null;
  }

  private void link(Write write) {
    int place = write.hash & table.length - 1;
    write.nextInChain = table[place];
    table[place] = write;
  }

  private void grow() {
    writes = Arrays.copyOf(writes, 2 * size);
    table = new Write[2 * size];
    for (int i = 0; i < size; i++) {
      link(writes[i]);
    }
  }

  /** Takes back the write whose key was added last, and returns its value. */
  byte[] removeLast() {
    Write last = writes[--size];
    writes[size] = null;
    // Whatever the table has grown to, nothing was put in front of it.
    table[last.hash & table.length - 1] = last.nextInChain;
    if (keepsOrder) {
      ordered.remove(last.key);
    }
    return last.value;
  }

  /** Returns the writes in the order of their keys, until the next one comes. */
  NavigableMap<byte[], byte[]> ordered() {
    if (!keepsOrder && size > 0) {
      for (int i = 0; i < size; i++) {
        ordered.put(writes[i].key, writes[i].value);
      }
      keepsOrder = true;
    }
    return ordered;
  }

  /** Returns the writes in the order in which their keys were first written, until the next one. */
  List<Write> unsorted() {
    return Arrays.asList(writes).subList(0, size);
  }

  /**
   * Returns the writes in the order of their keys as they are now. Another thread may ask for that
   * while nothing is written, once.
   */
  List<Write> sorted() {
    Write[] sorted = Arrays.copyOf(writes, size);
    if (size > 1) {
      int shared = sharedBytes();
      for (Write write : sorted) {
        write.head = headOf(write.key, shared);
      }
      Arrays.sort(sorted, BY_KEY);
    }
    return Arrays.asList(sorted);
  }

  /** Returns how many bytes at their beginning all keys have in common. */
  private int sharedBytes() {
    byte[] first = writes[0].key;
    int shared = first.length;
    for (int i = 1; i < size; i++) {
      byte[] key = writes[i].key;
      int differs = Arrays.mismatch(first, 0, shared, key, 0, Math.min(shared, key.length));
      shared = differs < 0 ? shared : differs;
    }
    return shared;
  }

  /** Returns eight bytes of a key as one number, with zeros for those that it has not. */
  private static long headOf(byte[] key, int from) {
    if (from <= key.length - Long.BYTES) {
      return (long) HEAD.get(key, from);
    }
    long head = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      head = head << Byte.SIZE | (i < key.length ? key[i] & 0xff : 0);
    }
    return head;
  }

  /** Forgets all of them. */
  void clear() {
    if (table.length > MAX_KEPT_SIZE) {
      table = new Write[FIRST_SIZE];
      writes = new Write[FIRST_SIZE];
    } else {
      for (int i = 0; i < size; i++) {
        table[writes[i].hash & table.length - 1] = null;
      }
      Arrays.fill(writes, 0, size, null);
    }
    size = 0;
    if (keepsOrder) {
      ordered.clear();
      keepsOrder = false;
    }
  }
}
