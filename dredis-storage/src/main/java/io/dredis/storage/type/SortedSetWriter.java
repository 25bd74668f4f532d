package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.gc.ElementWriter;
import io.dredis.storage.index.IndexBuilder;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.type.PackedSortedSet.Entry;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Writes a sorted set of any size in bounded memory, in two steps. Members are added in any order
 * and {@link #complete} ends that: a large sorted set lies aside then, where a crash or {@link
 * #close} leaves only garbage. {@link #store}, which takes a moment, puts it under a key.
 */
public final class SortedSetWriter implements AutoCloseable {
  // Of these and of the batch that is being filled, not more is in memory.
  private static final int PIECE = 4096;
  private static final int PENDING_BYTES = 1 << 20;
  private static final int ENTRY_BYTES = 64;

  private final SortedSets type;
  private final ElementSource asides;
  private final List<Entry> pending = new ArrayList<>();
  private long pendingBytes;
  private boolean listpackMembers = true;
  private boolean signsUntilEnd;
  private boolean completed;
  private boolean listpack;
  private ElementWriter asideOrNull;
  private SortedSetRecords records;
  private long count;

  SortedSetWriter(SortedSets type, ElementSource asides) {
    this.type = type;
    this.asides = asides;
  }

  // ---- What Redis would make of it

  /** Says how many members there will be; too many for a listpack are not begun as one. */
  public void expect(long members) {
    listpackMembers &= type.listpackCount(members);
  }

  /**
   * Says that Redis would begin a skiplist, and make a listpack of it at the end if it is small
   * enough. A listpack keeps integers as such, and they have no -0; so a zero keeps its sign until
   * then.
   */
  public void beginAsSkiplist() {
    signsUntilEnd = true;
  }

  /** Says that no listpack is to be made of it, whatever the limits. */
  void beSkiplist() {
    listpackMembers = false;
  }

  private boolean listpackSoFar() {
    return listpackMembers && type.listpackCount(count);
  }

  // ---- Adding

  /** Adds a member, which has not been added before, with its score. */
  public void add(byte[] member, double score) {
    keep(member, score);
    if (pendingBytes > PENDING_BYTES) {
      writePending();
    }
  }

  private void keep(byte[] member, double score) {
    count++;
    listpackMembers &= type.listpackMember(member);
    boolean signless = !signsUntilEnd && listpackSoFar();
    pending.add(new Entry(member, signless ? score + 0.0 : score));
    pendingBytes += member.length + ENTRY_BYTES;
  }

  /** Adds the members of a range of another sorted set, in order or from its end back. */
  public void addAll(SortedSetValue value, Ranks range, boolean reverse) {
    for (long done = 0; done < range.count(); done += PIECE) {
      // No cursor is open while a batch is committed.
      List<Entry> read = new ArrayList<>();
      try (SortedSetEntries entries = value.entries(range.limit(done, PIECE, reverse), reverse)) {
        while (entries.next()) {
          read.add(new Entry(entries.member(), entries.score()));
        }
      }
      read.forEach(entry -> add(entry.member(), entry.score()));
    }
  }

  /** Adds all members of a stream, and closes it before anything is committed. */
  public void addAll(ScoredStream members) {
    while (members.next()) {
      keep(members.member(), members.score());
      if (pendingBytes > PENDING_BYTES) {
        members.pause();
        writePending();
      }
    }
    members.close();
  }

  private void writePending() {
    if (asideOrNull == null) {
      asideOrNull = asides.open();
      records = new SortedSetRecords(asideOrNull.keyId());
    }
    for (Entry entry : pending) {
      write(entry.member(), entry.score());
    }
    pending.clear();
    pendingBytes = 0;
  }

  private void write(byte[] member, double score) {
    asideOrNull.put(records.memberKey(member), records.memberRecord(score));
    asideOrNull.putCounted(
        records.scoreKey(score, member), records.scoreRecord(score), records.scorePrefix().length);
  }

  /** Returns how many members there are. */
  public long count() {
    return count;
  }

  // ---- Completing

  /** Writes what is left of a large sorted set; nothing can be added any more. */
  public void complete() {
    if (completed) {
      return;
    }
    completed = true;
    listpack = listpackSoFar();
    if (asideOrNull == null) {
      if (listpack) {
        pending.replaceAll(entry -> new Entry(entry.member(), entry.score() + 0.0));
      }
      pending.sort(Entry.ORDER);
      return;
    }
    writePending();
    if (asideOrNull.countsLater()) {
      return;
    }
    asideOrNull.flush();
    IndexBuilder index = new IndexBuilder(records.scorePrefix(), asideOrNull::put);
    byte[] from = records.scorePrefix();
    while (from != null) {
      from = indexPiece(index, from);
    }
    index.finish();
    asideOrNull.flush();
  }

  /** Counts elements from a key on; returns the key to go on from, or null at the end. */
  private byte[] indexPiece(IndexBuilder index, byte[] from) {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> signed = new ArrayList<>();
    try (Cursor cursor = asideOrNull.flushed().cursor()) {
      boolean on = cursor.seek(from);
      while (on
          && keys.size() < PIECE
          && RecordKeys.startsWith(cursor.key(), records.scorePrefix())) {
        keys.add(cursor.key());
        if (listpack && cursor.value().length > 0) {
          signed.add(records.member(cursor.key()));
        }
        on = cursor.next();
      }
    }
    keys.forEach(index::add);
    signed.forEach(member -> write(member, 0));
    return keys.size() < PIECE ? null : Arrays.copyOf(keys.getLast(), keys.getLast().length + 1);
  }

  /**
   * Returns how many members there are if some may have been added twice, for input that nobody has
   * checked; if there are fewer than {@link #count}, it must not be stored.
   */
  public long distinctCount() {
    complete();
    if (asideOrNull == null) {
      Set<ByteBuffer> members = new HashSet<>();
      pending.forEach(entry -> members.add(ByteBuffer.wrap(entry.member())));
      return members.size();
    }
    if (asideOrNull.countsLater()) {
      return count;
    }
    long distinct = 0;
    try (Cursor cursor = asideOrNull.flushed().cursor()) {
      boolean on = cursor.seek(records.memberPrefix());
      for (; on && RecordKeys.startsWith(cursor.key(), records.memberPrefix()); distinct++) {
        on = cursor.next();
      }
    }
    return distinct;
  }

  /** Returns whether all of it is in memory, now that it is complete. */
  public boolean inMemory() {
    return asideOrNull == null;
  }

  /** Returns the members in order, when all are in memory. */
  public SortedSetEntries entries() {
    return PackedSortedSet.entriesOf(pending);
  }

  // ---- Storing

  /**
   * Stores it under a key, whatever is there, without expiry; without any member the key is
   * deleted. It is completed first, if it is not.
   */
  public void store(Database database, byte[] key) {
    store(database, key, Header.NO_EXPIRY);
  }

  /** As {@link #store(Database, byte[])}, with an expiry. */
  public void store(Database database, byte[] key, long expiryMillis) {
    complete();
    Header before = database.lookupForWrite(key);
    if (count > 0) {
      database.store(key, header(database).withExpiry(expiryMillis), before);
    } else if (before != null) {
      database.delete(key, before);
    }
  }

  private Header header(Database database) {
    Header small = smallOrNull(Header.NO_EXPIRY);
    return small == null ? large(storeElements(database)) : small;
  }

  private Header smallOrNull(long expiryMillis) {
    if (listpack && asideOrNull == null) {
      PackedSortedSet packed = new PackedSortedSet();
      pending.forEach(packed::append);
      if (packed.bytes() <= SortedSets.SMALL_BYTES) {
        return Header.small(Kind.ZSET_LISTPACK, expiryMillis, packed.encode());
      }
    }
    return null;
  }

  /**
   * Returns the header of the sorted set, which has a member at least, for whoever stores it in the
   * transaction of its elements. They are written aside, unless it is packed.
   */
  public Header finish(long expiryMillis) {
    complete();
    Header small = smallOrNull(expiryMillis);
    if (small != null) {
      return small;
    }
    if (asideOrNull == null) {
      asideOrNull = asides.open();
      records = new SortedSetRecords(asideOrNull.keyId());
      storeElements(asideOrNull::put);
    }
    asideOrNull.finish();
    return large(asideOrNull.keyId()).withExpiry(expiryMillis);
  }

  private Header large(long keyId) {
    byte[] counts = new byte[Varint.length(count)];
    Varint.write(counts, 0, count);
    Kind kind = listpack ? Kind.ZSET_LISTPACK_LARGE : Kind.ZSET_LARGE;
    return Header.large(kind, Header.NO_EXPIRY, keyId, counts);
  }

  /** Completes the elements, for a header in the same transaction, and returns their key id. */
  long storeElements(Database database) {
    complete();
    if (asideOrNull != null) {
      asideOrNull.finish();
      return asideOrNull.keyId();
    }
    long keyId = database.keyIds().allocate();
    records = new SortedSetRecords(keyId);
    storeElements(database.transaction()::put);
    return keyId;
  }

  private void storeElements(BiConsumer<byte[], byte[]> sink) {
    IndexBuilder index = new IndexBuilder(records.scorePrefix(), sink);
    for (Entry entry : pending) {
      byte[] scoreKey = records.scoreKey(entry.score(), entry.member());
      sink.accept(records.memberKey(entry.member()), records.memberRecord(entry.score()));
      sink.accept(scoreKey, records.scoreRecord(entry.score()));
      index.add(scoreKey);
    }
    index.finish();
  }

  /**
   * Makes what lies aside garbage with the next commit, and returns the header by which a snapshot
   * of that commit shows it nevertheless.
   */
  public Header drop(Database database) {
    complete();
    database.keyIds().drop(asideOrNull.keyId());
    return large(asideOrNull.keyId());
  }

  @Override
  public void close() {
    if (asideOrNull != null) {
      asideOrNull.close();
    }
  }
}
