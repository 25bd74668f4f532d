package io.dredis.storage.transaction;

import io.dredis.storage.encoding.Space;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The headers and elements that were lately read or written, as they are committed, up to a budget
 * of bytes; of a record that is not there it keeps that. Asking an engine on disk costs ten times
 * as much, and asking it for what it does not have even more.
 *
 * <p>When room is needed, what was used since the hand passed it last stays (the CLOCK algorithm).
 * It is used by one thread at a time.
 */
final class RecordCache {
  /** What an entry takes beside the bytes of its key and value. */
  private static final int ENTRY_BYTES = 88;

  /** A larger value would displace too many others. */
  private static final int MAX_VALUE_BYTES = 16 << 10;

  private static final int FIRST_TABLE_SIZE = 1 << 10;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The golden ratio in 64 bits: a product with it spreads neighbours. */
  private static final long ODD = 0x9e3779b97f4a7c15L;

  /** A record, in the chain of its place in the table and in the ring that the hand goes round. */
  private static final class Entry {
    final byte[] key;
    final int hash;
    byte[] value;
    boolean used;
    Entry nextInChain;
    Entry before = this;
    Entry after = this;

    Entry(byte[] key, int hash, byte[] value) {
      this.key = key;
      this.hash = hash;
      this.value = value;
    }

    int bytes() {
      return ENTRY_BYTES + key.length + value.length;
    }
  }

  private final long budgetBytes;
  private Entry[] table = new Entry[FIRST_TABLE_SIZE];
  private int count;
  private long bytes;

  /** The entry that is looked at next when room is needed, or null when there is none. */
  private Entry hand;

  /**
   * An empty cache.
   *
   * @param budgetBytes how much it may keep; 0 for nothing
   */
  RecordCache(long budgetBytes) {
    this.budgetBytes = budgetBytes;
  }

  /**
   * Returns a value, {@link Transaction#DELETED} when there is known to be none, or null when
   * nothing is known.
   */
  byte[] get(byte[] key) {
    int hash = hash(key);
    for (Entry entry = table[hash & table.length - 1]; entry != null; entry = entry.nextInChain) {
      if (entry.hash == hash && Arrays.equals(entry.key, key)) {
        entry.used = true;
        return entry.value;
      }
    }
    return null;
  }

  /** Keeps what was read: a value, or {@link Transaction#DELETED}. */
  void put(byte[] key, byte[] value) {
    put(key, value, true);
  }

  /**
   * Keeps what is committed: a value, or {@link Transaction#DELETED}. A record without a value that
   * nobody has asked for by its key is found by cursors, and would only displace others.
   */
  void putCommitted(byte[] key, byte[] value) {
    put(key, value, value.length > 0);
  }

  private void put(byte[] key, byte[] value, boolean evenIfUnknown) {
    if (!mayKeep(key)) {
      return;
    }
    int hash = hash(key);
    Entry entry = table[hash & table.length - 1];
    while (entry != null && !(entry.hash == hash && Arrays.equals(entry.key, key))) {
      entry = entry.nextInChain;
    }
    if (entry != null) {
      bytes += value.length - entry.value.length;
      entry.value = value;
      if (value.length > MAX_VALUE_BYTES) {
        remove(entry);
      }
    } else if (evenIfUnknown && value.length <= MAX_VALUE_BYTES) {
      add(new Entry(key, hash, value));
    }
    while (bytes > budgetBytes) {
      makeRoom();
    }
  }

  /**
   * Returns whether a record is written through the transaction alone; others change behind its
   * back, when garbage is reclaimed. An element does so too, but only when nothing refers to it any
   * more, or before anything does.
   */
  private boolean mayKeep(byte[] key) {
    return budgetBytes > 0 && (Space.HEADER.holds(key) || Space.ELEMENT.holds(key));
  }

  /**
   * Returns a hash in which every bit of a key tells. Keys of a collection's elements differ in a
   * few bytes at their end, often by one; {@link Arrays#hashCode(byte[])} gives eight of such keys
   * the same value, and more if they differ in more bytes.
   */
  static int hash(byte[] key) {
    long hash = key.length;
    int at = 0;
    for (; at <= key.length - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(key, at));
    }
    long rest = 0;
    for (; at < key.length; at++) {
      rest = (rest << Byte.SIZE) | (key[at] & 0xff);
    }
    return (int) mixed(hash ^ rest);
  }

  /** Returns a product whose low bits depend on all bits of the factor. */
  private static long mixed(long bits) {
    long product = bits * ODD;
    return product ^ (product >>> Integer.SIZE);
  }

  private void add(Entry entry) {
    if (count == table.length) {
      grow();
    }
    link(entry);
    count++;
    bytes += entry.bytes();
    if (hand == null) {
      hand = entry;
    } else {
      entry.before = hand.before;
      entry.after = hand;
      entry.before.after = entry;
      hand.before = entry;
    }
  }

  private void link(Entry entry) {
    int place = entry.hash & table.length - 1;
    entry.nextInChain = table[place];
    table[place] = entry;
  }

  private void grow() {
    table = new Entry[table.length * 2];
    Entry entry = hand;
    do {
      link(entry);
      entry = entry.after;
    } while (entry != hand);
  }

  private void makeRoom() {
    while (hand.used) {
      hand.used = false;
      hand = hand.after;
    }
    remove(hand);
  }

  private void remove(Entry entry) {
    int place = entry.hash & table.length - 1;
    if (table[place] == entry) {
      table[place] = entry.nextInChain;
    } else {
      Entry previous = table[place];
      while (previous.nextInChain != entry) {
        previous = previous.nextInChain;
      }
      previous.nextInChain = entry.nextInChain;
    }
    entry.before.after = entry.after;
    entry.after.before = entry.before;
    if (hand == entry) {
      hand = entry.after == entry ? null : entry.after;
    }
    count--;
    bytes -= entry.bytes();
  }

  /** Forgets everything. */
  void clear() {
    table = new Entry[FIRST_TABLE_SIZE];
    hand = null;
    count = 0;
    bytes = 0;
  }

  /** Returns how many bytes are kept. */
  long bytes() {
    return bytes;
  }
}
