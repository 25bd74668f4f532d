package io.dredis.storage.keyspace;

import java.util.LinkedHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The positions behind the cursors that SCAN and its family hand out, in bounded memory.
 *
 * <p>An iteration in progress has one cursor that was not used yet. Those are kept apart from the
 * used ones, which matter only when a client asks again, so that one client's fast iteration does
 * not push out another's slow one. In each of the two tables what was touched longest ago goes
 * first.
 *
 * <p>Numbers count up from a random start and are then mixed by a bijection, so none repeats and a
 * number made up by a client is not one of them by accident. They have 53 bits, since some client
 * libraries read a cursor as a double.
 */
public final class ScanCursors {
  private static final int BITS = 53;
  private static final long MASK = (1L << BITS) - 1;
  private static final long MULTIPLIER = 0x1b873593cc9e2dL;
  private static final int MAX_UNUSED = 1 << 16;
  private static final int MAX_USED = 1 << 13;
  private static final long MAX_BYTES = 16L << 20;

  private final Table unused;
  private final Table used;
  private long count = ThreadLocalRandom.current().nextLong(1L << BITS);

  /** An empty table. */
  public ScanCursors() {
    this(MAX_UNUSED, MAX_USED, MAX_BYTES);
  }

  ScanCursors(int maxUnused, int maxUsed, long maxBytes) {
    this.unused = new Table(maxUnused, maxBytes);
    this.used = new Table(maxUsed, maxBytes);
  }

  /** Returns a cursor, never 0, for a position, which must not be changed afterwards. */
  public long save(byte[] position) {
    long cursor = nextNumber();
    unused.put(cursor, position);
    return cursor;
  }

  /**
   * Returns the position behind a cursor.
   *
   * @throws UnknownCursorException when it is not known, or not any more
   */
  public byte[] position(long cursor) {
    byte[] position = unused.remove(cursor);
    if (position == null) {
      position = used.remove(cursor);
    }
    if (position == null) {
      throw new UnknownCursorException(cursor);
    }
    used.put(cursor, position);
    return position;
  }

  private long nextNumber() {
    long number;
    do {
      count = (count + 1) & MASK;
      number = count;
      // Each step can be undone within 53 bits, so different counts give different numbers.
      number = ((number ^ (number >>> 27)) * MULTIPLIER) & MASK;
      number = ((number ^ (number >>> 29)) * MULTIPLIER) & MASK;
      number ^= number >>> 26;
    } while (number == 0);
    return number;
  }

  /** Positions by cursor, the one touched longest ago first. */
  private static final class Table {
    private static final int ENTRY_BYTES = 100;

    private final LinkedHashMap<Long, byte[]> positions = new LinkedHashMap<>();
    private final int maxEntries;
    private final long maxBytes;
    private long bytes;

    Table(int maxEntries, long maxBytes) {
      this.maxEntries = maxEntries;
      this.maxBytes = maxBytes;
    }

    void put(long cursor, byte[] position) {
      positions.put(cursor, position);
      bytes += position.length + ENTRY_BYTES;
      while (positions.size() > 1 && (positions.size() > maxEntries || bytes > maxBytes)) {
        remove(positions.firstEntry().getKey());
      }
    }

    byte[] remove(long cursor) {
      byte[] position = positions.remove(cursor);
      if (position != null) {
        bytes -= position.length + ENTRY_BYTES;
      }
      return position;
    }
  }
}
