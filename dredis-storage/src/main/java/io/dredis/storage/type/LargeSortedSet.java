package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.ScoreCodec;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A sorted set in elements.
 *
 * <pre>
 * header body = key id · members (varint)
 * </pre>
 */
final class LargeSortedSet extends SortedSetValue {
  private static final byte[] NOTHING = new byte[0];

  private final Reader reader;
  private final SortedSetRecords records;
  private final CountedIndex index;
  private final long count;

  LargeSortedSet(Keyspace keyspace, Header header) {
    super(header);
    this.reader = keyspace.records();
    this.records = new SortedSetRecords(header.keyId());
    this.index = keyspace.index(records.scorePrefix());
    this.count = Varint.read(header.record(), header.countsOffset());
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double score(byte[] member) {
    byte[] record = reader.get(records.memberKey(member));
    return record == null ? Double.NaN : ScoreCodec.read(record, 0);
  }

  @Override
  double[] scores(List<byte[]> members) {
    List<byte[]> keys = new ArrayList<>(members.size());
    members.forEach(member -> keys.add(records.memberKey(member)));
    byte[][] found = reader.getAll(keys);
    double[] scores = new double[found.length];
    for (int i = 0; i < found.length; i++) {
      scores[i] = found[i] == null ? Double.NaN : ScoreCodec.read(found[i], 0);
    }
    return scores;
  }

  @Override
  public long rank(byte[] member) {
    double score = score(member);
    return Double.isNaN(score) ? -1 : index.rankOf(records.scoreKey(score, member));
  }

  @Override
  Ranks findRanks(ScoreRange range) {
    long from = before(range.min(), range.minExclusive());
    long to = before(range.max(), !range.maxExclusive());
    return new Ranks(from, to);
  }

  /** Returns how many members have a score below another, or that one too. */
  private long before(double score, boolean inclusive) {
    // No order is the highest number, so one more is always the next one.
    return index.rankOf(records.orderKey(ScoreCodec.order(score) + (inclusive ? 1 : 0), NOTHING));
  }

  @Override
  Ranks findRanks(LexRange range) {
    double score = records.score(index.select(0), NOTHING);
    if (records.score(index.select(count - 1), NOTHING) != score) {
      return searchRanks(range);
    }
    long from = before(score, range.min(), range.min().kind() == LexRange.Bound.Kind.EXCLUSIVE);
    long to = before(score, range.max(), range.max().kind() == LexRange.Bound.Kind.INCLUSIVE);
    return new Ranks(from, Math.max(from, to));
  }

  /**
   * Finds a range among members of several scores. It means something only where the members are in
   * the order of their bytes all the same, which no one key can stand for then.
   */
  private Ranks searchRanks(LexRange range) {
    long from = firstRank(0, member -> !range.isAfter(member));
    return new Ranks(from, firstRank(from, range::isBefore));
  }

  /** Returns the first rank from one on whose member, and each later one, meets a condition. */
  private long firstRank(long fromInclusive, Predicate<byte[]> condition) {
    long low = fromInclusive;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (condition.test(records.member(index.select(middle)))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private long before(double score, LexRange.Bound bound, boolean inclusive) {
    return switch (bound.kind()) {
      case LOWEST -> 0;
      case HIGHEST -> count;
      default -> {
        byte[] key = records.scoreKey(score, bound.member());
        // The first key that is possible behind another has one zero byte more.
        yield index.rankOf(inclusive ? Arrays.copyOf(key, key.length + 1) : key);
      }
    };
  }

  @Override
  public SortedSetEntries entries(Ranks range, boolean reverse) {
    if (range.count() == 0) {
      return new RecordEntries(null, records.scorePrefix(), 0, false);
    }
    Cursor cursor = index.cursorAt(reverse ? range.to() - 1 : range.from());
    return new RecordEntries(cursor, records.scorePrefix(), range.count(), reverse);
  }

  @Override
  public SortedSetEntries entriesByMember(byte[] afterOrNull) {
    Cursor cursor = reader.cursor();
    byte[] from =
        afterOrNull == null
            ? records.memberPrefix()
            : Arrays.copyOf(
                records.memberKey(afterOrNull),
                records.memberPrefix().length + afterOrNull.length + 1);
    boolean on = cursor.seek(from);
    return new RecordEntries(cursor, records.memberPrefix(), on ? Long.MAX_VALUE : 0, false);
  }

  @Override
  ScoredStream byMember() {
    return ScoredStream.of(reader, records);
  }

  /** Entries from a cursor that stands on the first of them. */
  private final class RecordEntries implements SortedSetEntries {
    private final Cursor cursorOrNull;
    private final byte[] prefix;
    private final boolean reverse;
    private long left;
    private boolean started;

    RecordEntries(Cursor cursorOrNull, byte[] prefix, long count, boolean reverse) {
      this.cursorOrNull = cursorOrNull;
      this.prefix = prefix;
      this.left = count;
      this.reverse = reverse;
    }

    @Override
    public boolean next() {
      if (left == 0) {
        return false;
      }
      boolean on = !started || (reverse ? cursorOrNull.previous() : cursorOrNull.next());
      started = true;
      left = on && RecordKeys.startsWith(cursorOrNull.key(), prefix) ? left - 1 : 0;
      return on && RecordKeys.startsWith(cursorOrNull.key(), prefix);
    }

    @Override
    public byte[] member() {
      return records.member(cursorOrNull.key());
    }

    @Override
    public double score() {
      return records.score(cursorOrNull.key(), cursorOrNull.value());
    }

    @Override
    public void close() {
      if (cursorOrNull != null) {
        cursorOrNull.close();
      }
    }
  }
}
