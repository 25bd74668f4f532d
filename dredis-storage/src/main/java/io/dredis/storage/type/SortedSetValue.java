package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import java.util.List;

/**
 * A sorted set as a header and a reader show it, valid until the next write to its key, or as long
 * as its snapshot. Ranks count from 0 at the lowest score; ranges are of ranks, from one up to
 * another exclusive.
 */
public abstract sealed class SortedSetValue permits PackedSortedSet, LargeSortedSet {
  /** The ranks of a range; empty when both are the same. */
  public record Ranks(long from, long to) {
    /** No rank. */
    public static final Ranks NONE = new Ranks(0, 0);

    /** Returns how many there are. */
    public long count() {
      return to - from;
    }

    /** Returns those that are left without so many first ones, or last ones if it is read back. */
    public Ranks limit(long offset, long limit, boolean reverse) {
      long skipped = Math.min(offset, count());
      long taken = limit < 0 ? count() - skipped : Math.min(limit, count() - skipped);
      return reverse
          ? new Ranks(to - skipped - taken, to - skipped)
          : new Ranks(from + skipped, from + skipped + taken);
    }
  }

  private final Header header;

  SortedSetValue(Header header) {
    this.header = header;
  }

  /** Returns the header. */
  public Header header() {
    return header;
  }

  /** Returns how many members there are. */
  public abstract long count();

  /** Returns the score of a member, or NaN when there is none. */
  public abstract double score(byte[] member);

  /** Returns the scores of members, with NaN for what is none. */
  abstract double[] scores(List<byte[]> members);

  /** Returns the rank of a member, or -1 when there is none. */
  public abstract long rank(byte[] member);

  /** Returns the ranks of the members with a score in a range. */
  public Ranks ranks(ScoreRange range) {
    return range.isEmpty() ? Ranks.NONE : findRanks(range);
  }

  /** Returns the ranks of the members in a range, if all have the same score. */
  public Ranks ranks(LexRange range) {
    return range.isEmpty() ? Ranks.NONE : findRanks(range);
  }

  abstract Ranks findRanks(ScoreRange range);

  abstract Ranks findRanks(LexRange range);

  /** Returns the members of a range, in order or from its end back. */
  public abstract SortedSetEntries entries(Ranks range, boolean reverse);

  /** Returns all members in order. */
  public SortedSetEntries entries() {
    return entries(new Ranks(0, count()), false);
  }

  /**
   * Returns the members in the order of their bytes.
   *
   * @param afterOrNull the member behind which they begin, whether it is there or not; null for all
   */
  public abstract SortedSetEntries entriesByMember(byte[] afterOrNull);

  /** Opens a stream over all members in the order of their bytes. */
  abstract ScoredStream byMember();
}
