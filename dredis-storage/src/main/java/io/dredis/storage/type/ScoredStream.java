package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Members with scores, each member once, in the order of their bytes and in bounded memory: those
 * of one sorted set or set, or what several have together.
 *
 * <p>It stands before the first member until {@link #next} is called. It is valid until the next
 * write to what it reads, or as long as its snapshot, and must be closed before the next commit.
 */
public abstract class ScoredStream implements AutoCloseable {
  private byte[] member;
  private double score;
  private boolean ended;

  ScoredStream() {}

  /** Stands on the next member, by {@link #standOn}, and returns true, or returns false. */
  abstract boolean advance();

  /** Moves to the next member and returns true; returns false when there is none. */
  public final boolean next() {
    ended = ended || !advance();
    return !ended;
  }

  final void standOn(byte[] member, double score) {
    this.member = member;
    this.score = score;
  }

  /** Returns the member it stands on, null before the first; it must not be changed. */
  public final byte[] member() {
    return member;
  }

  /** Returns the score of the member it stands on. */
  public final double score() {
    return score;
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

  /** Returns the stream of entries in memory, which are in the order of their members. */
  static ScoredStream of(List<PackedSortedSet.Entry> byMember) {
    Iterator<PackedSortedSet.Entry> left = byMember.iterator();
    return new ScoredStream() {
      @Override
      boolean advance() {
        if (!left.hasNext()) {
          return false;
        }
        PackedSortedSet.Entry entry = left.next();
        standOn(entry.member(), entry.score());
        return true;
      }
    };
  }

  /** Returns the stream of a sorted set in elements. */
  static ScoredStream of(Reader reader, SortedSetRecords records) {
    return new Elements(reader, records);
  }

  /** The members of a large sorted set, by its records in the order of members. */
  private static final class Elements extends ScoredStream {
    private final Reader reader;
    private final SortedSetRecords records;
    private Cursor cursorOrNull;

    Elements(Reader reader, SortedSetRecords records) {
      this.reader = reader;
      this.records = records;
    }

    @Override
    boolean advance() {
      boolean on = cursorOrNull == null ? open() : cursorOrNull.next();
      byte[] key = on ? cursorOrNull.key() : null;
      if (!on || !RecordKeys.startsWith(key, records.memberPrefix())) {
        return false;
      }
      standOn(records.member(key), records.score(key, cursorOrNull.value()));
      return true;
    }

    private boolean open() {
      cursorOrNull = reader.cursor();
      if (member() == null) {
        return cursorOrNull.seek(records.memberPrefix());
      }
      byte[] last = records.memberKey(member());
      // The first key that is possible behind another has one zero byte more.
      return cursorOrNull.seek(Arrays.copyOf(last, last.length + 1));
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
