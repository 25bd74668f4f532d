package io.dredis.server.command.list;

import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.ListEnd;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes replies of elements of lists: few in memory, many or long ones as streams over a snapshot,
 * so that neither memory nor the execution lock is needed for long.
 */
final class ElementReplies {
  /** The most elements that are collected under the lock. */
  private static final long IN_MEMORY_ELEMENTS = 1024;

  private static final long IN_MEMORY_BYTES = 64 << 10;

  private final Lists lists;
  private final SnapshotSource snapshots;

  ElementReplies(Lists lists, SnapshotSource snapshots) {
    this.lists = lists;
    this.snapshots = snapshots;
  }

  /** Returns the elements between two indexes, both inclusive, as LRANGE has them. */
  Reply range(Database database, byte[] key, ListValue list, long start, long stop) {
    long count = list.rangeLength(start, stop);
    return of(database, key, list, each -> each.range(start, stop), count, false);
  }

  /**
   * Removes up to so many elements at an end, and returns them, the outermost first, or null when
   * there is no such key.
   *
   * @param count at least 0
   */
  Reply pop(Database database, byte[] key, ListEnd end, long count) {
    return pop(database, key, end, count, false);
  }

  /**
   * Removes up to so many elements at an end, and returns an array of the key and an array of them,
   * as LMPOP has it, or null when there is no such key.
   *
   * @param count at least 1
   */
  Reply popWithKey(Database database, byte[] key, ListEnd end, long count) {
    return pop(database, key, end, count, true);
  }

  private Reply pop(Database database, byte[] key, ListEnd end, long count, boolean withKey) {
    ListValue list = lists.lookupForWrite(database, key);
    if (list == null) {
      return null;
    }
    long popped = Math.min(count, list.length());
    return snapshots.followedBy(
        of(database, key, list, each -> each.fromEnd(end, popped), popped, withKey),
        () -> lists.drop(database, key, list, end, popped));
  }

  private Reply of(
      Database database,
      byte[] key,
      ListValue list,
      Function<ListValue, ListCursor> part,
      long count,
      boolean withKey) {
    List<Reply> found = count <= IN_MEMORY_ELEMENTS ? collect(part.apply(list)) : null;
    if (found == null) {
      return new StreamedElements(
          snapshots.snapshot(), lists, database.number(), key, part, count, withKey);
    }
    Reply elements = new Reply.Array(found);
    return withKey ? Reply.Array.of(new Reply.Bulk(key), elements) : elements;
  }

  /** Returns the elements, or null when they are too long to be kept in memory. */
  private static List<Reply> collect(ListCursor elements) {
    List<Reply> found = new ArrayList<>();
    long bytes = 0;
    try (elements) {
      while (elements.next()) {
        bytes += elements.value().length;
        // A single one is in memory anyway.
        if (bytes > IN_MEMORY_BYTES && !found.isEmpty()) {
          return null;
        }
        found.add(new Reply.Bulk(elements.value()));
      }
    }
    return found;
  }
}
