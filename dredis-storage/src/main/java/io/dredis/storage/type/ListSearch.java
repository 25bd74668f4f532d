package io.dredis.storage.type;

import java.util.Arrays;

/**
 * Finds the places where an element stands in a list, one after the other. It is valid as long as
 * the list it searches, and must be closed.
 */
public final class ListSearch implements AutoCloseable {
  /** What {@link #next} returns when there is no further place. */
  public static final long NONE = -1;

  private final ListCursor cursor;
  private final byte[] element;
  private long toSkip;

  ListSearch(ListCursor cursor, byte[] element, long toSkip) {
    this.cursor = cursor;
    this.element = element;
    this.toSkip = toSkip;
  }

  /** Returns the index of the next place, or {@link #NONE}. */
  public long next() {
    while (cursor.next()) {
      if (Arrays.equals(cursor.value(), element) && toSkip-- <= 0) {
        return cursor.index();
      }
    }
    return NONE;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
