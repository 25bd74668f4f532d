package io.dredis.storage.type;

import io.dredis.storage.keyspace.Database;

/** LINSERT and LREM, which commands do in two steps, as tests call them. */
public final class ListSteps {
  private ListSteps() {}

  /**
   * Inserts beside an element, and returns the length, -1 without such an element, 0 without key.
   */
  public static long insert(
      Lists lists, Database database, byte[] key, boolean after, byte[] pivot, byte[] value) {
    ListValue list = lists.lookupForWrite(database, key);
    if (list == null) {
      return 0;
    }
    long at;
    try (ListSearch search = list.search(pivot, 1, 0)) {
      at = search.next();
    }
    return at == ListSearch.NONE ? -1 : lists.insertAt(database, key, after ? at + 1 : at, value);
  }

  /** Removes elements, and returns how many. */
  public static long remove(
      Lists lists, Database database, byte[] key, long count, byte[] element) {
    ListValue list = lists.lookupForWrite(database, key);
    if (list == null) {
      return 0;
    }
    try (ListRemoval removal = lists.removal(list, count, element, database.keyIds()::writeAside)) {
      return removal.apply(database, key);
    }
  }
}
