package io.dredis.storage.type;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.ScoreCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A sorted set that is whole in its header, in memory. It is taken apart when more than one member
 * is asked for, or changed.
 *
 * <pre>
 * header body = (member · score)*      ; a packed list, ordered by score, then by member
 * score       = score(8)               ; without the zero bytes at its end
 * </pre>
 */
final class PackedSortedSet extends SortedSetValue {
  /** A member with its score. */
  record Entry(byte[] member, double score) {
    static final Comparator<Entry> ORDER =
        Comparator.<Entry>comparingDouble(entry -> entry.score + 0.0)
            .thenComparing(Entry::member, Arrays::compareUnsigned);

    static final Comparator<Entry> BY_MEMBER =
        Comparator.comparing(Entry::member, Arrays::compareUnsigned);
  }

  private final PackedList packed;

  /** All members in order, once they are taken apart; or null. */
  private List<Entry> entriesOrNull;

  private int bytes;

  PackedSortedSet(Header header) {
    super(header);
    this.packed = PackedList.ofBody(header);
  }

  /** A sorted set without members, which no key has. */
  PackedSortedSet() {
    super(null);
    this.packed = PackedList.of(new byte[0]);
  }

  private static double readScore(byte[] stripped) {
    if (stripped.length > ScoreCodec.LENGTH) {
      throw new CorruptDataException("A score of " + stripped.length + " bytes");
    }
    return ScoreCodec.read(Arrays.copyOf(stripped, ScoreCodec.LENGTH), 0);
  }

  private static byte[] strippedScore(double score) {
    byte[] record = new byte[ScoreCodec.LENGTH];
    ScoreCodec.write(record, 0, score);
    int length = record.length;
    while (length > 0 && record[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(record, length);
  }

  /** Returns all members in order. */
  List<Entry> list() {
    if (entriesOrNull == null) {
      List<Entry> entries = new ArrayList<>();
      int entriesBytes = 0;
      for (PackedList.Walk walk = packed.walk(); walk.next(); ) {
        byte[] member = walk.bytes();
        walk.require();
        Entry entry = new Entry(member, readScore(walk.bytes()));
        entries.add(entry);
        entriesBytes += bytesOf(entry);
      }
      entriesOrNull = entries;
      bytes = entriesBytes;
    }
    return entriesOrNull;
  }

  /** Adds a member behind all others. */
  void append(Entry entry) {
    list().add(entry);
    bytes += bytesOf(entry);
  }

  private static int bytesOf(Entry entry) {
    return PackedList.entryBytes(entry.member.length) + PackedList.entryBytes(ScoreCodec.LENGTH);
  }

  /** Returns the header body. */
  byte[] encode() {
    PackedList.Builder builder = new PackedList.Builder(bytes());
    for (Entry entry : list()) {
      builder.add(entry.member).add(strippedScore(entry.score));
    }
    return builder.build();
  }

  /** Returns how many bytes the body takes at most. */
  int bytes() {
    list();
    return bytes;
  }

  /** Stores a member that is not there, where its score belongs. */
  void add(byte[] member, double score) {
    Entry entry = new Entry(member, score);
    int at = Collections.binarySearch(list(), entry, Entry.ORDER);
    list().add(-at - 1, entry);
    bytes += bytesOf(entry);
  }

  /** Takes out the members of a range. */
  void remove(long from, long to) {
    List<Entry> range = list().subList((int) from, (int) to);
    for (Entry entry : range) {
      bytes -= bytesOf(entry);
    }
    range.clear();
  }

  @Override
  public long count() {
    return entriesOrNull == null ? packed.count() / 2 : entriesOrNull.size();
  }

  @Override
  public double score(byte[] member) {
    if (entriesOrNull == null) {
      PackedList.Walk walk = packed.findPair(member);
      return walk == null ? Double.NaN : readScore(walk.bytes());
    }
    int rank = (int) rank(member);
    return rank < 0 ? Double.NaN : entriesOrNull.get(rank).score;
  }

  @Override
  public long rank(byte[] member) {
    if (entriesOrNull == null) {
      return packedRank(member);
    }
    for (int i = 0; i < entriesOrNull.size(); i++) {
      if (Arrays.equals(entriesOrNull.get(i).member, member)) {
        return i;
      }
    }
    return -1;
  }

  private long packedRank(byte[] member) {
    PackedList.Walk walk = packed.walk();
    for (int rank = 0; walk.next(); rank++) {
      boolean found = walk.is(member);
      walk.require();
      if (found) {
        return rank;
      }
    }
    return -1;
  }

  @Override
  Ranks findRanks(ScoreRange range) {
    List<Entry> entries = list();
    int from = 0;
    while (from < entries.size() && range.isAfter(entries.get(from).score)) {
      from++;
    }
    int to = from;
    while (to < entries.size() && !range.isBefore(entries.get(to).score)) {
      to++;
    }
    return new Ranks(from, to);
  }

  @Override
  Ranks findRanks(LexRange range) {
    List<Entry> entries = list();
    int from = 0;
    while (from < entries.size() && range.isAfter(entries.get(from).member)) {
      from++;
    }
    int to = from;
    while (to < entries.size() && !range.isBefore(entries.get(to).member)) {
      to++;
    }
    return new Ranks(from, to);
  }

  @Override
  public SortedSetEntries entries(Ranks range, boolean reverse) {
    List<Entry> part = list().subList((int) range.from(), (int) range.to());
    return new ListEntries(reverse ? part.reversed() : part);
  }

  @Override
  double[] scores(List<byte[]> members) {
    double[] scores = new double[members.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(members.get(i));
    }
    return scores;
  }

  @Override
  public SortedSetEntries entriesByMember(byte[] afterOrNull) {
    return new ListEntries(
        list().stream()
            .filter(e -> afterOrNull == null || Arrays.compareUnsigned(e.member, afterOrNull) > 0)
            .sorted(Entry.BY_MEMBER)
            .toList());
  }

  @Override
  ScoredStream byMember() {
    return ScoredStream.of(list().stream().sorted(Entry.BY_MEMBER).toList());
  }

  /** Returns entries that are in order. */
  static SortedSetEntries entriesOf(List<Entry> list) {
    return new ListEntries(list);
  }

  private static final class ListEntries implements SortedSetEntries {
    private final List<Entry> list;
    private int at = -1;

    ListEntries(List<Entry> list) {
      this.list = list;
    }

    @Override
    public boolean next() {
      return ++at < list.size();
    }

    @Override
    public byte[] member() {
      return list.get(at).member;
    }

    @Override
    public double score() {
      return list.get(at).score;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
