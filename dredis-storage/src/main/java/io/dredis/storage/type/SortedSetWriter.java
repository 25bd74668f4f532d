package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.AsideWriter;
import io.dredis.storage.index.IndexBuilder;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a sorted set of any size in bounded memory: a small one is collected, a large one written
 * aside, where a crash or {@link #close} leaves only garbage.
 */
public final class SortedSetWriter implements AutoCloseable {
  // Of these and of the batch that is being filled, not more is in memory.
  private static final int PIECE = 4096;

  private final SortedSets type;
  private final AsideSource asides;
  private PackedSortedSet packedOrNull = new PackedSortedSet();
  private boolean listpackMembers = true;
  private AsideWriter asideOrNull;
  private SortedSetRecords records;
  private long count;
  private boolean complete;

  SortedSetWriter(SortedSets type, AsideSource asides) {
    this.type = type;
    this.asides = asides;
  }

  /** Adds a member, which has not been added before, with its score. */
  public void add(byte[] member, double score) {
    count++;
    listpackMembers &= type.listpackMember(member);
    boolean listpack = listpackMembers && type.listpackCount(count);
    // As long as Redis has a listpack it keeps integers as such, and they have no -0.
    double kept = listpack ? score + 0.0 : score;
    if (packedOrNull != null) {
      packedOrNull.append(new PackedSortedSet.Entry(member, kept));
      if (!listpack || packedOrNull.bytes() > SortedSets.SMALL_BYTES) {
        writeAside();
      }
    } else {
      write(member, kept);
    }
  }

  /** Says how many members there will be; too many for a listpack are not begun as one. */
  public void expect(long members) {
    listpackMembers &= type.listpackCount(members);
  }

  /** Writes aside from the first member on, whatever the limits, with every score as it is. */
  void beLarge() {
    listpackMembers = false;
    writeAside();
  }

  /** Adds the members of a range of another sorted set, in order or from its end back. */
  public void addAll(SortedSetValue value, Ranks range, boolean reverse) {
    for (long done = 0; done < range.count(); done += PIECE) {
      // No cursor is open while a batch is committed.
      List<PackedSortedSet.Entry> read = new ArrayList<>();
      try (SortedSetEntries entries = value.entries(range.limit(done, PIECE, reverse), reverse)) {
        while (entries.next()) {
          read.add(new PackedSortedSet.Entry(entries.member(), entries.score()));
        }
      }
      read.forEach(entry -> add(entry.member(), entry.score()));
    }
  }

  private void writeAside() {
    List<PackedSortedSet.Entry> entries = packedOrNull.list();
    packedOrNull = null;
    asideOrNull = asides.open();
    records = new SortedSetRecords(asideOrNull.keyId());
    entries.forEach(entry -> write(entry.member(), entry.score()));
  }

  private void write(byte[] member, double score) {
    asideOrNull.put(records.memberKey(member), records.memberRecord(score));
    asideOrNull.put(records.scoreKey(score, member), records.scoreRecord(score));
  }

  /** Returns how many members there are. */
  public long count() {
    return count;
  }

  /** Writes what is left of a sorted set that is written aside; nothing can be added any more. */
  public void complete() {
    if (asideOrNull == null || complete) {
      return;
    }
    complete = true;
    IndexBuilder builder = new IndexBuilder(records.scorePrefix(), asideOrNull::put);
    asideOrNull.flush();
    byte[] from = records.scorePrefix();
    while (from != null) {
      from = indexPiece(builder, from);
    }
    builder.finish();
    asideOrNull.flush();
  }

  /**
   * Stores what was added under a key, whatever the key held before, without expiry; without any
   * member the key is deleted.
   */
  public void store(Database database, byte[] key) {
    Header previousOrNull = database.lookupForWrite(key);
    if (count > 0) {
      Header header = packedOrNull == null ? finishLarge() : packed();
      database.store(key, header, previousOrNull);
    } else if (previousOrNull != null) {
      database.delete(key, previousOrNull);
    }
  }

  private Header packed() {
    PackedSortedSet sorted = new PackedSortedSet();
    for (PackedSortedSet.Entry entry : packedOrNull.list()) {
      sorted.add(entry.member(), entry.score());
    }
    return Header.small(Kind.ZSET_LISTPACK, Header.NO_EXPIRY, sorted.encode());
  }

  /**
   * Ends a sorted set that is written aside, and returns its header, which must be stored in the
   * same transaction.
   */
  Header finishLarge() {
    complete();
    asideOrNull.finish();
    boolean listpack = type.listpackCount(count) && listpackMembers;
    byte[] counts = new byte[Varint.length(count)];
    Varint.write(counts, 0, count);
    Kind kind = listpack ? Kind.ZSET_LISTPACK_LARGE : Kind.ZSET_LARGE;
    return Header.large(kind, Header.NO_EXPIRY, asideOrNull.keyId(), counts);
  }

  /** Counts elements from a key on; returns the key to go on from, or null at the end. */
  private byte[] indexPiece(IndexBuilder builder, byte[] from) {
    List<byte[]> keys = new ArrayList<>();
    try (Cursor cursor = asideOrNull.flushed().cursor()) {
      boolean on = cursor.seek(from);
      while (on
          && keys.size() < PIECE
          && RecordKeys.startsWith(cursor.key(), records.scorePrefix())) {
        keys.add(cursor.key());
        on = cursor.next();
      }
    }
    keys.forEach(builder::add);
    return keys.size() < PIECE ? null : Arrays.copyOf(keys.getLast(), keys.getLast().length + 1);
  }

  @Override
  public void close() {
    if (asideOrNull != null) {
      asideOrNull.close();
    }
  }
}
