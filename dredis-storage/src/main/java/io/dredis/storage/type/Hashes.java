package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.ScanPage;
import io.dredis.storage.transaction.Transaction;
import io.dredis.storage.type.ValueException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The hash type.
 *
 * <p>A small hash is in its key's header, fields and values in turn as they were added. It is split
 * into elements when it gets more fields than {@code hash-max-listpack-entries}, or more bytes than
 * are worth being rewritten with every change, and stays split until its key is deleted or
 * overwritten.
 *
 * <pre>
 * header body = packed list of field, value …          ; small
 *             | key id · fields (varint)               ; large
 * element key = ELEMENT · key id · field
 * element     = value
 * index       = counts above the elements
 * </pre>
 *
 * <p>The encoding is the one that Redis 7.0 would have chosen: {@code listpack} until a change
 * brings more fields, or a longer field or value, than the settings allow, and {@code hashtable}
 * from then on.
 */
public final class Hashes {
  /** The most bytes of a small hash. */
  static final int SMALL_BYTES = 8 << 10;

  private static final long SCAN_BYTES = 1 << 20;
  private static final byte[] NOTHING = new byte[0];

  private final LongSupplier maxListpackEntries;
  private final LongSupplier maxListpackValueBytes;

  /**
   * The hash type with the limits that Redis's settings name, asked at each change.
   *
   * @param maxListpackEntries {@code hash-max-listpack-entries}
   * @param maxListpackValueBytes {@code hash-max-listpack-value}
   */
  public Hashes(LongSupplier maxListpackEntries, LongSupplier maxListpackValueBytes) {
    this.maxListpackEntries = maxListpackEntries;
    this.maxListpackValueBytes = maxListpackValueBytes;
  }

  // ---- Look-up

  /**
   * Returns the hash that a client reads, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public HashValue lookup(Keyspace keyspace, byte[] key) {
    return valueOf(keyspace, keyspace.lookup(key));
  }

  /**
   * Returns the hash that is about to be written, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public HashValue lookupForWrite(Database database, byte[] key) {
    return valueOf(database, database.lookupForWrite(key));
  }

  /**
   * Returns the hash that a header from a look-up is of, or null for no header.
   *
   * @throws WrongTypeException when it is of another type
   */
  public HashValue valueOf(Keyspace keyspace, Header headerOrNull) {
    WrongTypeException.require(headerOrNull, ValueType.HASH);
    return headerOrNull == null ? null : new HashValue(keyspace, headerOrNull);
  }

  // ---- Writing

  /** Begins to write a whole new hash. It must be closed. */
  public HashWriter writer(ElementSource asides) {
    return new HashWriter(this, asides);
  }

  /**
   * Sets fields, in a new hash when there is none, and returns how many of them are new.
   *
   * @param fieldsAndValues fields and values in turn, one pair at least; of a field that comes
   *     twice the last value counts
   * @throws WrongTypeException when the key is of another type
   */
  public long set(Database database, byte[] key, List<byte[]> fieldsAndValues) {
    return set(database, key, lookupForWrite(database, key), fieldsAndValues);
  }

  /**
   * Sets a field unless there is one of that name, and returns whether it was set.
   *
   * @throws WrongTypeException when the key is of another type
   */
  public boolean setIfMissing(Database database, byte[] key, byte[] field, byte[] value) {
    HashValue hash = lookupForWrite(database, key);
    if (hash != null && hash.get(field) != null) {
      return false;
    }
    set(database, key, hash, List.of(field, value));
    return true;
  }

  private long set(
      Database database, byte[] key, HashValue hashOrNull, List<byte[]> fieldsAndValues) {
    if (hashOrNull != null && hashOrNull.large()) {
      return setLarge(database, key, hashOrNull, fieldsAndValues);
    }
    return fieldsAndValues.size() == 2
        ? setOne(database, key, hashOrNull, fieldsAndValues)
        : setSeveral(database, key, hashOrNull, fieldsAndValues);
  }

  private long setSeveral(
      Database database, byte[] key, HashValue hashOrNull, List<byte[]> fieldsAndValues) {
    PackedFields fields = PackedFields.of(packed(hashOrNull));
    long added = 0;
    for (int i = 0; i < fieldsAndValues.size(); i += 2) {
      added += fields.set(fieldsAndValues.get(i), fieldsAndValues.get(i + 1)) ? 1 : 0;
    }
    boolean listpack = staysListpack(hashOrNull, fieldsAndValues, fields.size());
    Header before = hashOrNull == null ? null : hashOrNull.header();
    if (isSmall(fields.size(), fields.bytes())) {
      storeSmall(database, key, before, fields.pack(), listpack);
    } else {
      split(database, key, before, fields, listpack);
    }
    return added;
  }

  /** Sets one field without taking the others apart. */
  private long setOne(Database database, byte[] key, HashValue hashOrNull, List<byte[]> pair) {
    PackedList list = packed(hashOrNull);
    PackedList.Walk walk = list.walk();
    boolean found = false;
    while (!found && walk.next()) {
      found = walk.is(pair.get(0));
      walk.require();
    }
    long added = found ? 0 : 1;
    long size = (hashOrNull == null ? 0 : hashOrNull.size()) + added;
    byte[] body =
        found
            ? list.replace(walk.entryStart(), walk.entryEnd(), pair.get(1))
            : list.append(pair.get(0), pair.get(1));
    boolean listpack = staysListpack(hashOrNull, pair, size);
    Header before = hashOrNull == null ? null : hashOrNull.header();
    if (isSmall(size, body.length)) {
      storeSmall(database, key, before, body, listpack);
    } else {
      split(database, key, before, PackedFields.of(PackedList.of(body)), listpack);
    }
    return added;
  }

  private static PackedList packed(HashValue hashOrNull) {
    return hashOrNull == null ? PackedList.of(NOTHING) : hashOrNull.packed();
  }

  boolean isSmall(long size, long bytes) {
    return size <= maxListpackEntries.getAsLong() && bytes <= SMALL_BYTES;
  }

  private static void storeSmall(
      Database database, byte[] key, Header beforeOrNull, byte[] body, boolean listpack) {
    Kind kind = listpack ? Kind.HASH_LISTPACK : Kind.HASH_PACKED;
    database.store(key, Header.small(kind, expiryMillis(beforeOrNull), body), beforeOrNull);
  }

  private boolean staysListpack(HashValue hashOrNull, List<byte[]> fieldsAndValues, long size) {
    return (hashOrNull == null || isListpack(hashOrNull.header().kind()))
        && mayBeListpack(fieldsAndValues, size);
  }

  boolean mayBeListpack(List<byte[]> fieldsAndValues, long size) {
    int longest = 0;
    for (byte[] each : fieldsAndValues) {
      longest = Math.max(longest, each.length);
    }
    return mayBeListpack(longest, size);
  }

  boolean mayBeListpack(int longestFieldOrValue, long size) {
    return size <= maxListpackEntries.getAsLong()
        && longestFieldOrValue <= maxListpackValueBytes.getAsLong();
  }

  private static boolean isListpack(Kind kind) {
    return kind == Kind.HASH_LISTPACK || kind == Kind.HASH_LISTPACK_LARGE;
  }

  private static long expiryMillis(Header headerOrNull) {
    return headerOrNull == null ? Header.NO_EXPIRY : headerOrNull.expiryMillis();
  }

  private static void split(
      Database database, byte[] key, Header beforeOrNull, PackedFields fields, boolean listpack) {
    Transaction transaction = database.transaction();
    long keyId = database.keyIds().allocate();
    Kind kind = listpack ? Kind.HASH_LISTPACK_LARGE : Kind.HASH_LARGE;
    Header header = Header.large(kind, expiryMillis(beforeOrNull), keyId, varint(fields.size()));
    CountedIndex index = new HashValue(database, header).index();
    fields.forEach(
        (field, value) -> {
          byte[] elementKey = RecordKeys.element(keyId, field);
          transaction.put(elementKey, value);
          index.added(elementKey);
        });
    database.store(key, header, beforeOrNull);
  }

  private long setLarge(
      Database database, byte[] key, HashValue hash, List<byte[]> fieldsAndValues) {
    Transaction transaction = database.transaction();
    CountedIndex index = hash.index();
    long keyId = hash.header().keyId();
    long added = 0;
    for (int i = 0; i < fieldsAndValues.size(); i += 2) {
      byte[] elementKey = RecordKeys.element(keyId, fieldsAndValues.get(i));
      boolean isNew = transaction.get(elementKey) == null;
      transaction.put(elementKey, fieldsAndValues.get(i + 1));
      if (isNew) {
        index.added(elementKey);
        added++;
      }
    }
    boolean listpack = staysListpack(hash, fieldsAndValues, hash.size() + added);
    storeSize(database, key, hash, hash.size() + added, listpack);
    return added;
  }

  /** Stores how many fields a large hash has now. */
  private static void storeSize(
      Database database, byte[] key, HashValue hash, long size, boolean listpack) {
    Header before = hash.header();
    Kind kind = listpack ? Kind.HASH_LISTPACK_LARGE : Kind.HASH_LARGE;
    if (size == hash.size() && kind == before.kind()) {
      database.signalChanged(key);
    } else {
      Header after = Header.large(kind, before.expiryMillis(), before.keyId(), varint(size));
      database.store(key, after, before);
    }
  }

  /**
   * Deletes fields, and the key with the last of them, and returns how many there were.
   *
   * @throws WrongTypeException when the key is of another type
   */
  public long delete(Database database, byte[] key, List<byte[]> fields) {
    HashValue hash = lookupForWrite(database, key);
    if (hash == null) {
      return 0;
    }
    return hash.large()
        ? deleteLarge(database, key, hash, fields)
        : deletePacked(database, key, hash, fields);
  }

  private static long deletePacked(
      Database database, byte[] key, HashValue hash, List<byte[]> fields) {
    PackedFields left = PackedFields.of(hash.packed());
    long deleted = fields.stream().filter(left::remove).count();
    Header before = hash.header();
    if (left.size() == 0) {
      database.delete(key, before);
    } else if (deleted > 0) {
      database.store(key, Header.small(before.kind(), before.expiryMillis(), left.pack()), before);
    }
    return deleted;
  }

  private static long deleteLarge(
      Database database, byte[] key, HashValue hash, List<byte[]> fields) {
    Transaction transaction = database.transaction();
    CountedIndex index = hash.index();
    long deleted = 0;
    for (byte[] elementKey : hash.keysOf(fields)) {
      if (transaction.get(elementKey) != null) {
        transaction.delete(elementKey);
        index.removed(elementKey);
        deleted++;
      }
    }
    if (deleted == hash.size()) {
      database.delete(key, hash.header());
    } else if (deleted > 0) {
      long size = hash.size() - deleted;
      storeSize(database, key, hash, size, isListpack(hash.header().kind()));
    }
    return deleted;
  }

  /**
   * Adds to the number that a field's value is the form of, 0 when there is no such field, and
   * returns the sum.
   *
   * @throws WrongTypeException when the key is of another type
   * @throws ValueException when the value is no number, or the sum does not fit 64 bits
   */
  public long increment(Database database, byte[] key, byte[] field, long by) {
    HashValue hash = lookupForWrite(database, key);
    byte[] value = hash == null ? null : hash.get(field);
    if (value != null && !Integers.isCanonical(value)) {
      throw new ValueException(Reason.FIELD_NOT_AN_INTEGER);
    }
    long number = value == null ? 0 : Integers.parse(value);
    long sum = number + by;
    if (((number ^ sum) & (by ^ sum)) < 0) {
      throw new ValueException(Reason.OVERFLOW);
    }
    set(database, key, hash, List.of(field, Integers.format(sum)));
    return sum;
  }

  /**
   * Adds to the number that a field's value is a form of, 0 when there is no such field, and
   * returns the sum as it is stored.
   *
   * @throws WrongTypeException when the key is of another type
   * @throws ValueException when the value is no number, or the sum is none that is finite
   */
  public byte[] incrementFloat(Database database, byte[] key, byte[] field, LongDouble by) {
    HashValue hash = lookupForWrite(database, key);
    byte[] value = hash == null ? null : hash.get(field);
    LongDouble sum = (value == null ? LongDouble.ZERO : numberOf(value)).plus(by);
    if (!sum.isFinite()) {
      throw new ValueException(Reason.NAN_OR_INFINITY);
    }
    byte[] text = sum.format();
    set(database, key, hash, List.of(field, text));
    return text;
  }

  private static LongDouble numberOf(byte[] value) {
    try {
      return LongDouble.parse(value);
    } catch (ValueException e) {
      throw new ValueException(Reason.FIELD_NOT_A_FLOAT);
    }
  }

  private static byte[] varint(long number) {
    byte[] bytes = new byte[Varint.length(number)];
    Varint.write(bytes, 0, number);
    return bytes;
  }

  // ---- Scanning

  /**
   * Returns the next fields of an iteration, each followed by its value; a small hash comes whole.
   * A field that is there from its start to its end is returned at least once.
   *
   * @param cursor 0 to begin, else what the call before returned; it may be used again
   * @param count how many fields are looked at, matching or not; positive
   * @throws io.dredis.storage.keyspace.UnknownCursorException when the cursor cannot be honoured
   */
  public ScanPage scan(
      Database database, HashValue hash, long cursor, GlobPattern pattern, long count) {
    List<byte[]> found = new ArrayList<>();
    if (!hash.large()) {
      try (FieldStream fields = hash.fields()) {
        while (fields.next()) {
          addIfMatching(found, fields.field(), fields, pattern);
        }
      }
      return new ScanPage(0, found);
    }
    byte[] from = cursor == 0 ? NOTHING : behind(database.store().scanCursors().position(cursor));
    try (FieldStream fields = hash.fieldsFrom(pattern.literalPrefix(), from)) {
      boolean on = fields.next();
      byte[] last = null;
      long bytes = 0;
      for (long seen = 0; on && seen < count && bytes < SCAN_BYTES; seen++) {
        last = fields.field();
        bytes += addIfMatching(found, last, fields, pattern);
        on = fields.next();
      }
      return new ScanPage(on ? database.store().scanCursors().save(last) : 0, found);
    }
  }

  /** Returns the bytes that come next after some in their order. */
  private static byte[] behind(byte[] position) {
    return Arrays.copyOf(position, position.length + 1);
  }

  private static long addIfMatching(
      List<byte[]> found, byte[] field, FieldStream fields, GlobPattern pattern) {
    if (!pattern.isAll() && !pattern.matches(field)) {
      return 0;
    }
    byte[] value = fields.value();
    found.add(field);
    found.add(value);
    return (long) field.length + value.length;
  }
}
