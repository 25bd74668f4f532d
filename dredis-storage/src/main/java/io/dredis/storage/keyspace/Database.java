package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.gc.KeyIds;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One numbered database of an open store, with its pending writes.
 *
 * <p>A key that has expired is not there: a look-up deletes it on the way, or hides it in a store
 * that is read only. What is written is pending in the store's transaction. Keys and values that
 * are handed in are kept and must not be changed.
 */
public final class Database implements Keyspace {
  private static final byte[] NOTHING = new byte[0];
  private static final int RANDOM_TRIES = 100;

  private final Store store;
  private final int number;
  private final Transaction transaction;
  private final Generations generations;
  private final KeyIds keyIds;

  Database(Store store, int number, Generations generations) {
    this.store = store;
    this.number = number;
    this.transaction = store.transaction();
    this.generations = generations;
    this.keyIds = store.keyIds();
  }

  @Override
  public int number() {
    return number;
  }

  /** Returns the store it belongs to. */
  public Store store() {
    return store;
  }

  @Override
  public long nowMillis() {
    return store.nowMillis();
  }

  @Override
  public Reader records() {
    return transaction;
  }

  @Override
  public CountedIndex index(byte[] elementPrefix) {
    return store.index(elementPrefix);
  }

  /** Returns where the elements of its values are written to. */
  public Transaction transaction() {
    return transaction;
  }

  /** Returns where the key ids of its values come from. */
  public KeyIds keyIds() {
    return keyIds;
  }

  // ---- Look-up

  @Override
  public Header find(byte[] key) {
    Header header = findEvenExpired(key);
    if (header == null || !header.expiredAt(nowMillis())) {
      return header;
    }
    if (!store.readOnly()) {
      removeExpired(key, header);
    }
    return null;
  }

  /**
   * Returns the header of a key that is stored, even if its time has come, or null; for who looks
   * at what is there rather than at what clients see.
   */
  public Header findEvenExpired(byte[] key) {
    long generation = generations.of(number);
    if (generation == Generations.NONE) {
      return null;
    }
    byte[] record = transaction.get(RecordKeys.header(generation, key));
    return record == null ? null : Header.decode(record);
  }

  /**
   * Returns the header of a key that a client asks about, or null when there is no such key; counts
   * as a hit or a miss, but not as an access.
   */
  public Header lookupUntouched(byte[] key) {
    Header header = find(key);
    store.statistics().countLookup(header != null);
    return header;
  }

  /** {@inheritDoc} Counts as a hit or a miss, and as an access. */
  @Override
  public Header lookup(byte[] key) {
    Header header = lookupUntouched(key);
    noteAccess(key, header);
    return header;
  }

  /**
   * Returns the header of a key that is about to be written, or null when there is no such key;
   * counts as an access.
   */
  public Header lookupForWrite(byte[] key) {
    Header header = find(key);
    noteAccess(key, header);
    return header;
  }

  private void noteAccess(byte[] key, Header headerOrNull) {
    if (headerOrNull != null && store.notesAccesses()) {
      touch(key);
    }
  }

  // ---- Writing

  /**
   * Stores the header of a key, and everything that follows from it.
   *
   * <p>The key is counted if it is new, its expiry noted or forgotten, and the elements of the
   * value before become garbage unless the new header has the same key id.
   *
   * @param previousOrNull the header that the key has now, from a look-up since the last write to
   *     the key; null when there is no such key
   */
  public void store(byte[] key, Header header, Header previousOrNull) {
    long generation = generations.ofOrNew(number);
    transaction.put(RecordKeys.header(generation, key), header.record());
    noteExpiry(generation, key, previousOrNull, header);
    KeyDirectory directory = generations.directory(generation);
    if (previousOrNull == null) {
      directory.add(key, 1, header.expires() ? 1 : 0);
      touch(key);
    } else {
      if (header.expires() != previousOrNull.expires()) {
        directory.add(key, 0, header.expires() ? 1 : -1);
      }
      if (previousOrNull.kind().large() && previousOrNull.keyId() != header.keyId()) {
        keyIds.drop(previousOrNull.keyId());
      }
    }
    signalChanged(key);
  }

  /**
   * Gives a key another expiry, in milliseconds since the epoch, or none with {@link
   * Header#NO_EXPIRY}.
   */
  public void setExpiry(byte[] key, Header header, long expiryMillis) {
    store(key, header.withExpiry(expiryMillis), header);
  }

  /** Tells the listener that the value of a key was written without its header being stored. */
  public void signalChanged(byte[] key) {
    store.listener().changed(number, key);
  }

  /** Deletes a key and returns whether there was one. */
  public boolean delete(byte[] key) {
    Header header = find(key);
    if (header == null) {
      return false;
    }
    delete(key, header);
    return true;
  }

  /** Deletes a key that has been looked up. */
  public void delete(byte[] key, Header header) {
    remove(key, header);
    if (header.kind().large()) {
      keyIds.drop(header.keyId());
    }
    signalChanged(key);
  }

  /** Deletes a key whose time has come. */
  void removeExpired(byte[] key, Header header) {
    remove(key, header);
    if (header.kind().large()) {
      keyIds.drop(header.keyId());
    }
    store.statistics().countExpired();
    store.listener().expired(number, key);
  }

  /** Deletes the header of a key and what follows from it, but not what its key id holds. */
  private void remove(byte[] key, Header header) {
    long generation = generations.of(number);
    transaction.delete(RecordKeys.header(generation, key));
    noteExpiry(generation, key, header, null);
    generations.directory(generation).add(key, -1, header.expires() ? -1 : 0);
  }

  private void noteExpiry(long generation, byte[] key, Header beforeOrNull, Header afterOrNull) {
    long before = beforeOrNull == null ? Header.NO_EXPIRY : beforeOrNull.expiryMillis();
    long after = afterOrNull == null ? Header.NO_EXPIRY : afterOrNull.expiryMillis();
    if (before == after) {
      return;
    }
    if (before != Header.NO_EXPIRY) {
      transaction.delete(RecordKeys.expiry(generation, before, key));
    }
    if (after != Header.NO_EXPIRY) {
      transaction.put(RecordKeys.expiry(generation, after, key), NOTHING);
      generations.directory(generation).expects(after);
    }
  }

  /**
   * Renames a key, over any key that has the new name, and returns whether there was one to rename.
   * Its value, encoding and expiry stay as they are.
   */
  public boolean rename(byte[] from, byte[] to) {
    Header header = lookupForWrite(from);
    if (header == null) {
      return false;
    }
    if (!Arrays.equals(from, to)) {
      store(to, header, lookupForWrite(to));
      remove(from, header);
      signalChanged(from);
    }
    return true;
  }

  /**
   * Moves a key to another database; returns false when there is none, or the other database has
   * one of that name.
   */
  public boolean move(byte[] key, Database target) {
    Header header = lookupForWrite(key);
    if (header == null || target.lookupForWrite(key) != null) {
      return false;
    }
    target.store(key, header, null);
    remove(key, header);
    signalChanged(key);
    return true;
  }

  /**
   * Copies a key with its expiry to another name or database, over any key that is there, and
   * returns whether there was one to copy. A large value is copied aside, in bounded memory.
   */
  public boolean copy(byte[] from, Database target, byte[] to) {
    Header header = lookup(from);
    if (header == null) {
      return false;
    }
    try (KeyCopy copy = KeyCopy.of(this, header, keyIds::writeAside)) {
      copy.store(target, to);
    }
    return true;
  }

  // ---- Many keys

  @Override
  public long size() {
    long generation = generations.of(number);
    return generation == Generations.NONE ? 0 : generations.directory(generation).keys();
  }

  @Override
  public long expiresCount() {
    long generation = generations.of(number);
    return generation == Generations.NONE ? 0 : generations.directory(generation).expires();
  }

  /** Returns how it is in what shows the present state: the transaction, or a snapshot of it. */
  SnapshotKeyspace viewOf(Reader snapshot, long nowMillis) {
    return new SnapshotKeyspace(
        number, generations.of(number), size(), expiresCount(), nowMillis, snapshot);
  }

  /**
   * Returns an estimate of how long the keys with an expiry still have on average, in milliseconds;
   * 0 without any.
   */
  public long averageTtlMillis() {
    long generation = generations.of(number);
    return generation == Generations.NONE
        ? 0
        : generations.directory(generation).averageTtlMillis(nowMillis());
  }

  /**
   * Returns one of the keys, or null when there is none. Each has the same chance, unless almost
   * all keys have expired and wait to be deleted.
   */
  public byte[] randomKey() {
    byte[] key = null;
    for (int tries = 0; tries < RANDOM_TRIES && size() > 0; tries++) {
      KeyDirectory directory = generations.directory(generations.of(number));
      key = directory.keyAt(ThreadLocalRandom.current().nextLong(directory.keys()));
      if (find(key) != null) {
        return key;
      }
    }
    // With millions of expired keys, drawing and deleting on would go on for hours.
    byte[] next = key == null ? null : firstKeyAfter(key);
    return next == null && size() > 0 ? firstKeyAfter(null) : next;
  }

  private byte[] firstKeyAfter(byte[] keyOrNull) {
    try (KeyCursor walk =
        new KeyCursor(
            transaction, generations.of(number), GlobPattern.ALL, keyOrNull, nowMillis())) {
      return walk.next() ? walk.key() : null;
    }
  }

  @Override
  public KeyCursor keys(GlobPattern pattern) {
    return new KeyCursor(transaction, generations.of(number), pattern, null, nowMillis());
  }

  /**
   * Returns the next keys of an iteration. A key that is there from its start to its end is
   * returned at least once.
   *
   * @param cursor 0 to begin, else what the call before returned; it may be used again
   * @param typeOrNull the type that the keys must have, or null for any
   * @param count how many keys are looked at, matching or not; positive
   * @throws UnknownCursorException when the cursor cannot be honoured
   */
  public ScanPage scan(long cursor, GlobPattern pattern, ValueType typeOrNull, long count) {
    byte[] afterOrNull = cursor == 0 ? null : store.scanCursors().position(cursor);
    List<byte[]> keys = new ArrayList<>();
    try (KeyCursor walk =
        new KeyCursor(transaction, generations.of(number), pattern, afterOrNull, nowMillis())) {
      boolean on = walk.step();
      byte[] last = null;
      for (long seen = 0; on && seen < count; seen++) {
        last = walk.key();
        if (walk.matches() && (typeOrNull == null || isOfType(walk.header(), typeOrNull))) {
          keys.add(last);
        }
        on = walk.step();
      }
      return new ScanPage(on ? store.scanCursors().save(last) : 0, keys);
    }
  }

  /** Returns whether a key has a type; Redis looks the key up to learn that, and counts it. */
  private boolean isOfType(Header header, ValueType type) {
    store.statistics().countLookup(true);
    return header.type() == type;
  }

  // ---- Access times

  /** Notes that a key was accessed now. */
  public void touch(byte[] key) {
    store.accessTimes().touch(number, key, nowMillis());
  }

  /**
   * Returns how long ago a key was accessed, in seconds, as far as is known: at most since the
   * store was opened.
   */
  public long idleSeconds(byte[] key) {
    return store.accessTimes().idleSeconds(number, key, nowMillis());
  }

  /** Sets how long ago a key was accessed, as RESTORE with IDLETIME does. */
  public void setIdleSeconds(byte[] key, long idleSeconds) {
    store.accessTimes().touch(number, key, nowMillis() - idleSeconds * 1000);
  }
}
