package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import java.util.Arrays;

/** Walks over the live keys of a database that match a pattern, in the order of their bytes. */
public final class KeyCursor implements AutoCloseable {
  private final Cursor cursor;
  private final byte[] prefix;
  private final byte[] start;
  private final GlobPattern pattern;
  private final long nowMillis;
  private boolean started;
  private byte[] key;
  private Header header;

  /**
   * A cursor that stands before its first key.
   *
   * @param afterOrNull the user key behind which it begins, or null to begin at the first
   */
  KeyCursor(
      Reader records, long generation, GlobPattern pattern, byte[] afterOrNull, long nowMillis) {
    byte[] literal = pattern.literalPrefix();
    this.prefix = RecordKeys.header(generation, literal);
    boolean within = afterOrNull != null && Arrays.compareUnsigned(afterOrNull, literal) >= 0;
    this.start =
        within
            ? RecordKeys.header(generation, Arrays.copyOf(afterOrNull, afterOrNull.length + 1))
            : prefix;
    this.pattern = pattern;
    this.nowMillis = nowMillis;
    this.cursor = records.cursor();
  }

  /** Moves to the next key and returns true, or returns false when there is none left. */
  public boolean next() {
    while (step()) {
      if (matches()) {
        return true;
      }
    }
    return false;
  }

  /** Moves to the next header of the range, live and matching or not. */
  boolean step() {
    boolean on = started ? cursor.next() : cursor.seek(start);
    started = true;
    if (!on || !RecordKeys.startsWith(cursor.key(), prefix)) {
      return false;
    }
    key = RecordKeys.rest(cursor.key());
    header = null;
    return true;
  }

  /** Returns whether the key it stands on is live and matches. */
  boolean matches() {
    return (pattern.isAll() || pattern.matches(key)) && !header().expiredAt(nowMillis);
  }

  /** Returns the key it stands on. */
  public byte[] key() {
    return key;
  }

  /** Returns the header of the key it stands on. */
  public Header header() {
    if (header == null) {
      header = Header.decode(cursor.value());
    }
    return header;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
