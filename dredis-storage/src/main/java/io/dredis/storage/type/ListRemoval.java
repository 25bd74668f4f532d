package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What LREM removes, found first and removed later: the search goes over the list, in a snapshot
 * perhaps, and the rest takes a moment. Few elements are removed one by one; when they are many,
 * the list without them has been written aside. It must be closed.
 */
public final class ListRemoval implements AutoCloseable {
  private static final int ONE_BY_ONE = 1024;
  private static final int PIECE_BYTES = 256 << 10;
  private static final int PIECE_ELEMENT_BYTES = 32;

  private final Lists lists;
  private final ListValue list;
  private final byte[] element;
  private final boolean fromTail;
  private final long most;
  private final List<Long> places = new ArrayList<>();
  private long removed;
  private long lastPlace;
  private Lists.Builder restOrNull;

  private ListRemoval(Lists lists, ListValue list, long count, byte[] element) {
    this.lists = lists;
    this.list = list;
    this.element = element;
    this.fromTail = count < 0;
    this.most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
  }

  static ListRemoval of(
      Lists lists, ListValue list, long count, byte[] element, AsideSource asides) {
    ListRemoval removal = new ListRemoval(lists, list, count, element);
    boolean made = false;
    try {
      removal.find();
      if (removal.removed > ONE_BY_ONE && removal.removed < list.length()) {
        removal.restOrNull = lists.builder(asides);
        removal.writeRest();
      }
      made = true;
      return removal;
    } finally {
      if (!made) {
        removal.close();
      }
    }
  }

  private void find() {
    try (ListSearch search = list.search(element, fromTail ? -1 : 1, 0)) {
      for (long at; removed < most && (at = search.next()) != ListSearch.NONE; removed++) {
        lastPlace = at;
        if (removed < ONE_BY_ONE) {
          places.add(at);
        }
      }
    }
  }

  /** Writes what stays of the list. */
  private void writeRest() {
    for (long at = 0; at < list.length(); ) {
      for (byte[] read : piece(at)) {
        boolean inReach = fromTail ? at >= lastPlace : at <= lastPlace;
        if (!inReach || !Arrays.equals(read, element)) {
          restOrNull.add(read);
        }
        at++;
      }
    }
  }

  /**
   * Returns some elements from an index on. They are read before any is written: a backend may have
   * to wait for its readers before it can commit.
   */
  private List<byte[]> piece(long index) {
    List<byte[]> piece = new ArrayList<>();
    try (ListCursor cursor = list.cursor(index, list.length())) {
      for (long bytes = 0; bytes < PIECE_BYTES && cursor.next(); ) {
        piece.add(cursor.value());
        bytes += cursor.value().length + PIECE_ELEMENT_BYTES;
      }
    }
    return piece;
  }

  /**
   * Removes the elements and returns how many they are, 0 when the key is gone by now. Otherwise
   * its list must still be the one that was searched.
   */
  public long apply(Database database, byte[] key) {
    Header before = removed == 0 ? null : Lists.headerForWrite(database, key);
    if (before == null) {
      return 0;
    }
    if (restOrNull != null) {
      restOrNull.store(database, key, before, before.expiryMillis());
    } else if (removed == list.length()) {
      database.delete(key, before);
    } else {
      removeOneByOne(database, key, before);
    }
    return removed;
  }

  private void removeOneByOne(Database database, byte[] key, Header before) {
    ListEdit edit = lists.edit(database, before);
    // From the last place to the first, so that no removal moves those to come.
    places.sort(null);
    for (int i = places.size() - 1; i >= 0; i--) {
      edit.remove(places.get(i));
    }
    lists.store(database, key, before, edit);
  }

  /** Without {@link #apply}, what was written aside becomes garbage. */
  @Override
  public void close() {
    if (restOrNull != null) {
      restOrNull.close();
    }
  }
}
