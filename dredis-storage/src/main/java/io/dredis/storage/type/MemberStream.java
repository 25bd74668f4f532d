package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import java.util.Arrays;

/**
 * Members of a set, or of what several sets have together, one after the other in the order of
 * sets, in bounded memory.
 *
 * <p>It stands before the first member until {@link #next} is called. It is valid until the next
 * write to a set that it reads, or as long as its snapshot, and must be closed before the next
 * commit.
 */
public abstract class MemberStream implements AutoCloseable {
  /** How many members are stepped over before a seek is tried: a seek costs as much as these. */
  private static final int STEPS_BEFORE_SEEK = 8;

  private byte[] ordered;
  private boolean ended;

  MemberStream() {}

  /** Returns the next member in its ordered form, or null when there is none. */
  abstract byte[] advance();

  /**
   * Returns the first member at or after an ordered form, or null when there is none. The target
   * lies behind the member it stands on.
   */
  byte[] seek(byte[] target) {
    byte[] found = advance();
    while (found != null && Arrays.compareUnsigned(found, target) < 0) {
      found = advance();
    }
    return found;
  }

  /** Moves to the next member and returns true; returns false when there is none. */
  public final boolean next() {
    if (!ended) {
      standOn(advance());
    }
    return !ended;
  }

  /**
   * Moves to the first member at or after an ordered form, staying where it stands if that is one;
   * returns false when there is none.
   */
  final boolean advanceTo(byte[] target) {
    if (ordered == null && !ended) {
      standOn(seek(target));
    }
    for (int steps = 0; !ended && Arrays.compareUnsigned(ordered, target) < 0; steps++) {
      standOn(steps < STEPS_BEFORE_SEEK ? advance() : seek(target));
    }
    return !ended;
  }

  private void standOn(byte[] orderedOrNull) {
    ordered = orderedOrNull;
    ended = orderedOrNull == null;
  }

  /** Returns the ordered form of the member it stands on. */
  final byte[] ordered() {
    return ordered;
  }

  /** Returns the member it stands on. */
  public final byte[] member() {
    return SetMember.decode(ordered);
  }

  /**
   * Closes the cursors that it reads with until it is moved again, for a backend that commits must
   * not wait for readers.
   */
  void pause() {}

  @Override
  public void close() {
    pause();
  }

  /** Returns the stream of a packed set. */
  static MemberStream of(PackedList members) {
    PackedList.Walk walk = members.walk();
    return new MemberStream() {
      @Override
      byte[] advance() {
        return walk.next() ? walk.bytes() : null;
      }
    };
  }

  /** Returns the stream of a large set's elements, whose keys begin with a prefix. */
  static MemberStream of(Reader records, byte[] prefix) {
    return new Elements(records, prefix);
  }

  /** The members in the elements of a large set. */
  private static final class Elements extends MemberStream {
    private final Reader records;
    private final byte[] prefix;
    private Cursor cursorOrNull;

    Elements(Reader records, byte[] prefix) {
      this.records = records;
      this.prefix = prefix;
    }

    @Override
    byte[] advance() {
      if (cursorOrNull != null) {
        return memberIf(cursorOrNull.next());
      }
      byte[] last = ordered();
      return seek(last == null ? new byte[0] : Arrays.copyOf(last, last.length + 1));
    }

    @Override
    byte[] seek(byte[] target) {
      if (cursorOrNull == null) {
        cursorOrNull = records.cursor();
      }
      byte[] key = Arrays.copyOf(prefix, prefix.length + target.length);
      System.arraycopy(target, 0, key, prefix.length, target.length);
      return memberIf(cursorOrNull.seek(key));
    }

    private byte[] memberIf(boolean onRecord) {
      if (!onRecord) {
        return null;
      }
      byte[] key = cursorOrNull.key();
      return RecordKeys.startsWith(key, prefix)
          ? Arrays.copyOfRange(key, prefix.length, key.length)
          : null;
    }

    @Override
    void pause() {
      if (cursorOrNull != null) {
        cursorOrNull.close();
        cursorOrNull = null;
      }
    }
  }
}
