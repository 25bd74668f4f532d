package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.ScoreCodec;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.transaction.Transaction;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes of one sorted set, which {@link #store} ends. What it holds before that is what has been
 * changed so far.
 */
public final class SortedSetEdit {
  // Above this, writing what stays is less memory than the pending deletions of what goes.
  private static final long MAX_DELETIONS = 100_000;

  private final SortedSets type;
  private final Database database;
  private final byte[] key;
  private final Header headerOrNull;
  private Kind kind;
  private PackedSortedSet packedOrNull;
  private SortedSetRecords records;
  private CountedIndex index;
  private long keyId;
  private long count;
  private boolean changed;

  SortedSetEdit(SortedSets type, Database database, byte[] key, Header headerOrNull) {
    this.type = type;
    this.database = database;
    this.key = key;
    this.headerOrNull = headerOrNull;
    this.kind = headerOrNull == null ? Kind.ZSET_LISTPACK : headerOrNull.kind();
    if (kind.large()) {
      keyId = headerOrNull.keyId();
      count = Varint.read(headerOrNull.record(), headerOrNull.countsOffset());
      openRecords();
    } else {
      packedOrNull =
          headerOrNull == null ? new PackedSortedSet() : new PackedSortedSet(headerOrNull);
    }
  }

  private void openRecords() {
    records = new SortedSetRecords(keyId);
    index = database.index(records.scorePrefix());
  }

  /** Returns whether there was such a key. */
  public boolean existed() {
    return headerOrNull != null;
  }

  /** Returns how many members there are. */
  public long count() {
    return packedOrNull != null ? packedOrNull.count() : count;
  }

  /** Returns the sorted set as it is now, to be read before the next change. */
  public SortedSetValue value() {
    return packedOrNull != null ? packedOrNull : new LargeSortedSet(database, header());
  }

  /** Returns the score of a member, or NaN when there is none. */
  public double score(byte[] member) {
    if (packedOrNull != null) {
      return packedOrNull.score(member);
    }
    byte[] record = database.records().get(records.memberKey(member));
    return record == null ? Double.NaN : ScoreCodec.read(record, 0);
  }

  /**
   * Stores a member with a score. A score equal to the one it has leaves it as it is, the sign of a
   * zero included.
   *
   * @param before the score it has now, NaN when it is not there
   */
  public void put(byte[] member, double before, double score) {
    if (before == score) {
      return;
    }
    changed = true;
    if (Double.isNaN(before)) {
      growFor(member);
    }
    // A listpack keeps integers as such, and they have no -0.
    double kept = kind == Kind.ZSET_LARGE ? score : score + 0.0;
    if (packedOrNull != null) {
      if (!Double.isNaN(before)) {
        long rank = packedOrNull.rank(member);
        packedOrNull.remove(rank, rank + 1);
      }
      packedOrNull.add(member, kept);
      return;
    }
    byte[] scoreKey = putRecords(member, kept);
    if (Double.isNaN(before)) {
      count++;
      index.added(scoreKey);
    } else {
      byte[] scoreKeyBefore = records.scoreKey(before, member);
      database.transaction().delete(scoreKeyBefore);
      index.moved(scoreKeyBefore, scoreKey);
    }
  }

  private void growFor(byte[] member) {
    if (kind != Kind.ZSET_LARGE
        && !(type.listpackCount(count() + 1) && type.listpackMember(member))) {
      kind = Kind.ZSET_LARGE;
    }
    if (packedOrNull != null
        && (kind == Kind.ZSET_LARGE
            || packedOrNull.bytes() + member.length > SortedSets.SMALL_BYTES)) {
      kind = kind == Kind.ZSET_LARGE ? kind : Kind.ZSET_LISTPACK_LARGE;
      split();
    }
  }

  private void split() {
    List<PackedSortedSet.Entry> entries = packedOrNull.list();
    packedOrNull = null;
    keyId = database.keyIds().allocate();
    openRecords();
    count = entries.size();
    for (PackedSortedSet.Entry entry : entries) {
      index.added(putRecords(entry.member(), entry.score()));
    }
  }

  /** Puts both records of a member, and returns the key of the one by score. */
  private byte[] putRecords(byte[] member, double score) {
    Transaction transaction = database.transaction();
    byte[] scoreKey = records.scoreKey(score, member);
    transaction.put(records.memberKey(member), records.memberRecord(score));
    transaction.put(scoreKey, records.scoreRecord(score));
    return scoreKey;
  }

  private void removeByScore(byte[] member, double score) {
    byte[] scoreKey = records.scoreKey(score, member);
    database.transaction().delete(scoreKey);
    index.removed(scoreKey);
  }

  /** Removes a member and returns whether there was one. */
  public boolean remove(byte[] member) {
    double score = score(member);
    if (Double.isNaN(score)) {
      return false;
    }
    changed = true;
    if (packedOrNull != null) {
      long rank = packedOrNull.rank(member);
      packedOrNull.remove(rank, rank + 1);
    } else {
      removeLarge(member, score);
    }
    return true;
  }

  private void removeLarge(byte[] member, double score) {
    removeByScore(member, score);
    database.transaction().delete(records.memberKey(member));
    count--;
  }

  /** Removes the members of a range of ranks. */
  public void remove(Ranks range) {
    if (range.count() == 0) {
      return;
    }
    changed = true;
    if (packedOrNull != null) {
      packedOrNull.remove(range.from(), range.to());
    } else if (range.count() == count) {
      // The key goes, and its elements with its key id.
      count = 0;
    } else if (rewrites(range)) {
      try (SortedSetWriter rest = type.without(value(), range, database.keyIds()::writeAside)) {
        replaceBy(rest);
      }
    } else {
      for (PackedSortedSet.Entry entry : read(range)) {
        removeLarge(entry.member(), entry.score());
      }
    }
  }

  private List<PackedSortedSet.Entry> read(Ranks range) {
    List<PackedSortedSet.Entry> read = new ArrayList<>();
    try (SortedSetEntries entries = value().entries(range, false)) {
      while (entries.next()) {
        read.add(new PackedSortedSet.Entry(entries.member(), entries.score()));
      }
    }
    return read;
  }

  /**
   * Returns whether so many members are to be removed that those which stay are written anew, which
   * takes a time that grows with their number.
   */
  public boolean rewrites(Ranks range) {
    return packedOrNull == null && range.count() > MAX_DELETIONS && range.count() < count;
  }

  /**
   * Puts what {@link SortedSets#without} has made of the sorted set in the place of all members.
   */
  public void replaceBy(SortedSetWriter rest) {
    keyId = rest.storeElements(database);
    count = rest.count();
    changed = true;
    openRecords();
  }

  private Header header() {
    byte[] counts = new byte[Varint.length(count)];
    Varint.write(counts, 0, count);
    long expiryMillis = headerOrNull == null ? Header.NO_EXPIRY : headerOrNull.expiryMillis();
    return Header.large(kind, expiryMillis, keyId, counts);
  }

  /** Stores what has been changed; a sorted set without members goes with its key. */
  public void store() {
    if (!changed) {
      return;
    }
    if (count() == 0) {
      if (headerOrNull != null) {
        database.delete(key, headerOrNull);
      }
    } else if (packedOrNull != null) {
      long expiryMillis = headerOrNull == null ? Header.NO_EXPIRY : headerOrNull.expiryMillis();
      database.store(key, Header.small(kind, expiryMillis, packedOrNull.encode()), headerOrNull);
    } else if (headerOrNull == null || !Arrays.equals(header().record(), headerOrNull.record())) {
      database.store(key, header(), headerOrNull);
    } else {
      database.signalChanged(key);
    }
  }
}
