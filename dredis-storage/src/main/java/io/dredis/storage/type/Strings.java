package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.gc.ElementWriter;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.ValueException.Reason;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The string type.
 *
 * <p>A string of up to 16 KiB is in its key's header. A longer one is in chunks, of which APPEND,
 * SETRANGE, GETRANGE and the bit commands touch only those they need; a chunk that was never
 * written is zeros, so a write far behind the end costs no more than one within. A string that has
 * grown long stays in chunks until it is overwritten.
 *
 * <pre>
 * header body = bytes                                  ; up to 16 KiB
 *             | key id · length (varint)               ; in chunks
 * </pre>
 *
 * <p>The encoding is the one that Redis 7.0 would choose: {@code int} for the canonical form of a
 * 64-bit number, {@code embstr} for at most 44 bytes, and {@code raw} for the rest and for whatever
 * was modified in place.
 */
public final class Strings {
  private static final int EMBSTR_BYTES = 44;
  private static final int SMALL_BYTES = 16 << 10;
  private static final int ASIDE_BYTES = 1 << 20;

  private final LongSupplier maxBytes;

  /**
   * The string type with a limit.
   *
   * @param maxBytes the longest that a string may become by modifying it, as {@code
   *     proto-max-bulk-len} says
   */
  public Strings(LongSupplier maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the string that a client reads, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public StringValue lookup(Keyspace keyspace, byte[] key) {
    return valueOf(keyspace, keyspace.lookup(key));
  }

  /**
   * Returns the string that a header from a look-up is of, or null for no header.
   *
   * @throws WrongTypeException when it is of another type
   */
  public StringValue valueOf(Keyspace keyspace, Header headerOrNull) {
    WrongTypeException.require(headerOrNull, ValueType.STRING);
    return headerOrNull == null ? null : new StringValue(keyspace.records(), headerOrNull);
  }

  /**
   * Returns the length in bytes, 0 when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long length(Keyspace keyspace, byte[] key) {
    StringValue value = lookup(keyspace, key);
    return value == null ? 0 : value.length();
  }

  /**
   * Stores a string under a key, whatever it held before.
   *
   * @param previousOrNull the header that the key has now, of any type, from a look-up; null when
   *     there is none
   * @param expiryMillis when the key expires, or {@link Header#NO_EXPIRY}; for KEEPTTL, what the
   *     previous header says
   */
  public void set(
      Database database, byte[] key, Header previousOrNull, byte[] value, long expiryMillis) {
    if (value.length <= SMALL_BYTES) {
      database.store(key, Header.small(kindOf(value), expiryMillis, value), previousOrNull);
    } else if (value.length <= ASIDE_BYTES) {
      storeChunked(database, key, previousOrNull, 0, value, expiryMillis);
    } else {
      Header header = newHeader(database.keyIds()::writeAside, value, expiryMillis);
      database.store(key, header, previousOrNull);
    }
  }

  /**
   * Returns the header of a new string, for whoever stores it in the transaction of its chunks.
   * They are written aside, unless it is small.
   */
  public Header newHeader(ElementSource asides, byte[] value, long expiryMillis) {
    if (value.length <= SMALL_BYTES) {
      return Header.small(kindOf(value), expiryMillis, value);
    }
    try (ElementWriter aside = asides.open()) {
      Chunks.write(aside::put, aside.keyId(), 0, value);
      aside.finish();
      return Header.large(
          Kind.STRING_CHUNKED, expiryMillis, aside.keyId(), Varint.encode(value.length));
    }
  }

  /**
   * Appends to a string, or stores one when there is no such key, and returns the length it has
   * then.
   *
   * @throws WrongTypeException when it is of another type
   * @throws ValueException when it would become too long
   */
  public long append(Database database, byte[] key, byte[] appended) {
    StringValue value = valueOf(database, database.lookupForWrite(key));
    if (value == null) {
      set(database, key, null, appended, Header.NO_EXPIRY);
      return appended.length;
    }
    requireLength(value.length() + appended.length);
    overwrite(database, key, value, value.length(), appended);
    return value.length() + appended.length;
  }

  /**
   * Overwrites a part of a string, with zeros before it where the string is shorter, and returns
   * the length it has then. Writing nothing changes nothing.
   *
   * @param offset where the part begins, at least 0
   * @throws WrongTypeException when it is of another type
   * @throws ValueException when it would become too long
   */
  public long setRange(Database database, byte[] key, long offset, byte[] part) {
    StringValue value = valueOf(database, database.lookupForWrite(key));
    long length = value == null ? 0 : value.length();
    if (part.length == 0) {
      return length;
    }
    requireLength(Math.addExact(Math.min(offset, Long.MAX_VALUE >> 1), part.length));
    if (value == null) {
      create(database, key, offset, part);
    } else {
      overwrite(database, key, value, offset, part);
    }
    return Math.max(length, offset + part.length);
  }

  private void requireLength(long length) {
    if (length > maxBytes.getAsLong()) {
      throw new ValueException(Reason.TOO_LONG);
    }
  }

  private void create(Database database, byte[] key, long offset, byte[] part) {
    if (offset + part.length > SMALL_BYTES) {
      storeChunked(database, key, null, offset, part, Header.NO_EXPIRY);
    } else {
      byte[] bytes = new byte[(int) offset + part.length];
      System.arraycopy(part, 0, bytes, (int) offset, part.length);
      database.store(key, Header.small(Kind.STRING_RAW, Header.NO_EXPIRY, bytes), null);
    }
  }

  private void overwrite(
      Database database, byte[] key, StringValue value, long offset, byte[] part) {
    Header before = value.header();
    long length = Math.max(value.length(), offset + part.length);
    if (before.kind() == Kind.STRING_CHUNKED) {
      Chunks.overwrite(database.transaction(), before.keyId(), offset, part);
      if (length == value.length()) {
        database.signalChanged(key);
      } else {
        Header grown =
            Header.large(
                before.kind(), before.expiryMillis(), before.keyId(), Varint.encode(length));
        database.store(key, grown, before);
      }
    } else if (length <= SMALL_BYTES) {
      byte[] bytes = Arrays.copyOf(value.bytes(), (int) length);
      System.arraycopy(part, 0, bytes, (int) offset, part.length);
      database.store(key, Header.small(Kind.STRING_RAW, before.expiryMillis(), bytes), before);
    } else {
      long keyId = database.keyIds().allocate();
      Chunks.write(database.transaction()::put, keyId, 0, value.bytes());
      Chunks.overwrite(database.transaction(), keyId, offset, part);
      Header large =
          Header.large(Kind.STRING_CHUNKED, before.expiryMillis(), keyId, Varint.encode(length));
      database.store(key, large, before);
    }
  }

  private void storeChunked(
      Database database,
      byte[] key,
      Header previousOrNull,
      long offset,
      byte[] bytes,
      long expiryMillis) {
    long keyId = database.keyIds().allocate();
    Chunks.write(database.transaction()::put, keyId, offset, bytes);
    Header header =
        Header.large(
            Kind.STRING_CHUNKED, expiryMillis, keyId, Varint.encode(offset + bytes.length));
    database.store(key, header, previousOrNull);
  }

  /**
   * Adds to the number that a string is the form of, 0 when there is no such key, and returns the
   * sum.
   *
   * @throws WrongTypeException when it is of another type
   * @throws ValueException when it is no number, or the sum does not fit 64 bits
   */
  public long increment(Database database, byte[] key, long by) {
    Header before = database.lookupForWrite(key);
    WrongTypeException.require(before, ValueType.STRING);
    long number = before == null ? 0 : number(before);
    long sum = number + by;
    if (((number ^ sum) & (by ^ sum)) < 0) {
      throw new ValueException(Reason.OVERFLOW);
    }
    byte[] text = Integers.format(sum);
    long expiryMillis = before == null ? Header.NO_EXPIRY : before.expiryMillis();
    database.store(key, Header.small(Kind.STRING_INT, expiryMillis, text), before);
    return sum;
  }

  private static long number(Header header) {
    if (header.kind() == Kind.STRING_CHUNKED) {
      // It is longer than any number.
      throw new ValueException(Reason.NOT_AN_INTEGER);
    }
    return Integers.parse(header.record(), header.bodyOffset(), header.record().length);
  }

  /**
   * Adds to the number that a string is a form of, 0 when there is no such key, and returns the sum
   * as it is stored.
   *
   * @param by a form of the number to add
   * @throws WrongTypeException when it is of another type
   * @throws ValueException when one of them is no number, or the sum is none that is finite
   */
  public byte[] incrementFloat(Database database, byte[] key, byte[] by) {
    Header before = database.lookupForWrite(key);
    StringValue value = valueOf(database, before);
    LongDouble number =
        value == null ? LongDouble.ZERO : LongDouble.parse(numberText(value, Reason.NOT_A_FLOAT));
    LongDouble sum = number.plus(LongDouble.parse(by));
    if (!sum.isFinite()) {
      throw new ValueException(Reason.NAN_OR_INFINITY);
    }
    byte[] text = sum.format();
    long expiryMillis = before == null ? Header.NO_EXPIRY : before.expiryMillis();
    database.store(key, Header.small(kindOfText(text), expiryMillis, text), before);
    return text;
  }

  private static byte[] numberText(StringValue value, Reason otherwise) {
    if (value.length() > SMALL_BYTES) {
      throw new ValueException(otherwise);
    }
    return value.bytes();
  }

  private static Kind kindOf(byte[] value) {
    return Integers.isCanonical(value) ? Kind.STRING_INT : kindOfText(value);
  }

  private static Kind kindOfText(byte[] value) {
    return value.length <= EMBSTR_BYTES ? Kind.STRING_EMBSTR : Kind.STRING_RAW;
  }
}
