package io.dredis.storage.keyspace;

/**
 * A SCAN cursor cannot be honoured: it was never handed out, too long ago, or before the last
 * start.
 */
public final class UnknownCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long cursor;

  /** An exception about an unsigned cursor number. */
  public UnknownCursorException(long cursor) {
    super("The cursor " + Long.toUnsignedString(cursor) + " is not known", null, false, false);
    this.cursor = cursor;
  }

  /** Returns the cursor, an unsigned number. */
  public long cursor() {
    return cursor;
  }
}
