package io.dredis.storage.transaction;

import io.dredis.storage.encoding.Space;
import java.util.Arrays;

/**
 * The headers and elements that were lately read or written, as they are committed, up to a budget
 * of bytes; of a record that is not there it keeps that. Asking an engine on disk costs ten times
 * as much, and asking it for what it does not have even more.
 *
 * <p>Keys are given with their {@link KeyHash}.
 *
 * <p>When room is needed, what was used since the hand passed it last stays (the CLOCK algorithm).
 * It is used by one thread at a time.
 */
final class RecordCache {
  /** What an entry takes beside the bytes of its key and value. */
  private static final int ENTRY_BYTES = 80;

  /** A larger value would displace too many others. */
  private static final int MAX_VALUE_BYTES = 16 << 10;

  // What an entry takes in each array, and where it has what is not first. A link has a place more
  // than it needs, so that none lies across two lines of the processor's cache.
  private static final int RECORD = 2;
  private static final int VALUE = 1;
  private static final int LINK = 4;
  private static final int NEXT = 1;
  private static final int USED = 2;

  /** More would need an array, of a power of two times {@value #LINK}, that cannot be. */
  private static final long MAX_ENTRIES = Integer.MAX_VALUE / 2 / LINK;

  private static final int FIRST_SIZE = 1 << 10;
  private static final int NONE = -1;

  private final long budgetBytes;

  // The entries, by number, in the order in which the hand goes round: what is added one after the
  // other lies side by side, so that a collector of the JVM finds what is new in few places. The
  // table has numbers, which it need not look at. What a look-up needs of an entry lies side by
  // side too: of a hundred thousand entries hardly one is in the processor's cache.

  /** Key and value of each entry, or nulls. */
  private byte[][] records;

  /** Hash, the next entry in the chain or NONE, and whether it was used, of each entry. */
  private int[] links;

  private int[] table;

  /** The entries are below this number; those without a key are free. */
  private int end;

  private int firstFree;
  private int hand;
  private long bytes;

  /**
   * An empty cache.
   *
   * @param budgetBytes how much it may keep; 0 for nothing
   */
  RecordCache(long budgetBytes) {
    this.budgetBytes = Math.min(budgetBytes, MAX_ENTRIES * ENTRY_BYTES);
    clear();
  }

  /**
   * Returns a value, {@link Transaction#DELETED} when there is known to be none, or null when
   * nothing is known.
   */
  byte[] get(byte[] key, int hash) {
    int entry = find(key, hash);
    if (entry == NONE) {
      return null;
    }
    links[entry * LINK + USED] = 1;
    return records[entry * RECORD + VALUE];
  }

  private int find(byte[] key, int hash) {
    int entry = table[hash & table.length - 1];
    while (entry != NONE && !(links[entry * LINK] == hash && Arrays.equals(key(entry), key))) {
      entry = links[entry * LINK + NEXT];
    }
    return entry;
  }

  /** Keeps what was read: a value, or {@link Transaction#DELETED}. */
  void put(byte[] key, int hash, byte[] value) {
    put(key, hash, value, true);
  }

  /**
   * Keeps what is committed: a value, or {@link Transaction#DELETED}. A record without a value that
   * nobody has asked for by its key is found by cursors, and would only displace others.
   */
  void putCommitted(byte[] key, int hash, byte[] value) {
    put(key, hash, value, value.length > 0);
  }

  private void put(byte[] key, int hash, byte[] value, boolean evenIfUnknown) {
    if (!mayKeep(key)) {
      return;
    }
    int entry = find(key, hash);
    if (entry != NONE) {
      bytes += value.length - value(entry).length;
      records[entry * RECORD + VALUE] = value;
      if (value.length > MAX_VALUE_BYTES) {
        remove(entry);
      }
    } else if (evenIfUnknown && value.length <= MAX_VALUE_BYTES) {
      add(key, hash, value);
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

  private void add(byte[] key, int hash, byte[] value) {
    int entry = firstFree;
    if (entry != NONE) {
      firstFree = links[entry * LINK + NEXT];
    } else {
      if (end == table.length) {
        grow();
      }
      entry = end++;
    }
    records[entry * RECORD] = key;
    records[entry * RECORD + VALUE] = value;
    links[entry * LINK] = hash;
    links[entry * LINK + USED] = 0;
    link(entry);
    bytes += bytesOf(entry);
  }

  private byte[] key(int entry) {
    return records[entry * RECORD];
  }

  private byte[] value(int entry) {
    return records[entry * RECORD + VALUE];
  }

  private int place(int entry) {
    return links[entry * LINK] & table.length - 1;
  }

  private int bytesOf(int entry) {
    return ENTRY_BYTES + key(entry).length + value(entry).length;
  }

  private void link(int entry) {
    int place = place(entry);
    links[entry * LINK + NEXT] = table[place];
    table[place] = entry;
  }

  /** Makes room for twice as many entries; none is free. */
  private void grow() {
    int size = table.length * 2;
    records = Arrays.copyOf(records, size * RECORD);
    links = Arrays.copyOf(links, size * LINK);
    table = emptyTable(size);
    for (int entry = 0; entry < end; entry++) {
      link(entry);
    }
  }

  private static int[] emptyTable(int size) {
    int[] table = new int[size];
    Arrays.fill(table, NONE);
    return table;
  }

  private void makeRoom() {
    while (key(hand) == null || links[hand * LINK + USED] != 0) {
      links[hand * LINK + USED] = 0;
      turnHand();
    }
    remove(hand);
    // What is added next goes to this place, and has a whole round before it.
    turnHand();
  }

  private void turnHand() {
    hand = hand + 1 == end ? 0 : hand + 1;
  }

  private void remove(int entry) {
    int place = place(entry);
    if (table[place] == entry) {
      table[place] = links[entry * LINK + NEXT];
    } else {
      int previous = table[place];
      while (links[previous * LINK + NEXT] != entry) {
        previous = links[previous * LINK + NEXT];
      }
      links[previous * LINK + NEXT] = links[entry * LINK + NEXT];
    }
    bytes -= bytesOf(entry);
    records[entry * RECORD] = null;
    records[entry * RECORD + VALUE] = null;
    links[entry * LINK + NEXT] = firstFree;
    firstFree = entry;
  }

  /** Forgets everything. */
  void clear() {
    records = new byte[FIRST_SIZE * RECORD][];
    links = new int[FIRST_SIZE * LINK];
    table = emptyTable(FIRST_SIZE);
    end = 0;
    firstFree = NONE;
    hand = 0;
    bytes = 0;
  }

  /** Returns how many bytes are kept. */
  long bytes() {
    return bytes;
  }
}
