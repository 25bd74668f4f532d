package io.dredis.storage.encoding;

import io.dredis.storage.backend.CorruptDataException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The record that every Redis key has: what it holds, when it expires, and the value itself or
 * where it is.
 *
 * <pre>
 * header = kind(1) · body                          ; without expiry
 *        | (0x80 | kind)(1) · expiry(8) · body     ; expiry in milliseconds since the epoch
 * body   = bytes                                   ; small: as the type packs it
 *        | key id (ordered varint) · bytes         ; large: then what the type counts
 * </pre>
 *
 * A header is immutable; it keeps the record it was made from, which nobody may change.
 */
public final class Header {
  /** The expiry of a key that does not expire. */
  public static final long NO_EXPIRY = -1;

  /** The key id of a small value. */
  public static final long NO_KEY_ID = 0;

  private static final int EXPIRES = 0x80;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] record;
  private final Kind kind;

  private Header(byte[] record, Kind kind) {
    this.record = record;
    this.kind = kind;
  }

  /**
   * Reads a header from its record.
   *
   * @throws CorruptDataException when it does not parse
   */
  public static Header decode(byte[] record) {
    if (record.length == 0 || (record[0] < 0 && record.length < 1 + Long.BYTES)) {
      throw new CorruptDataException("A header of " + record.length + " bytes is too short");
    }
    return new Header(record, Kind.ofCode(record[0]));
  }

  /** Returns the header of a small value. */
  public static Header small(Kind kind, long expiryMillis, byte[] body) {
    return small(kind, expiryMillis, body, 0, body.length);
  }

  /** Returns the header of a small value whose body is a part of an array. */
  public static Header small(Kind kind, long expiryMillis, byte[] from, int offset, int length) {
    byte[] record = start(kind, expiryMillis, length);
    System.arraycopy(from, offset, record, record.length - length, length);
    return new Header(record, kind);
  }

  /**
   * Returns the header of a large value.
   *
   * @param counts what follows the key id, as the type has it
   */
  public static Header large(Kind kind, long expiryMillis, long keyId, byte[] counts) {
    return large(kind, expiryMillis, keyId, counts, counts.length);
  }

  /** Returns the header of a large value whose counts are the first bytes of an array. */
  public static Header large(
      Kind kind, long expiryMillis, long keyId, byte[] counts, int countsLength) {
    int idLength = OrderedVarint.length(keyId);
    byte[] record = start(kind, expiryMillis, idLength + countsLength);
    OrderedVarint.write(record, record.length - idLength - countsLength, keyId);
    System.arraycopy(counts, 0, record, record.length - countsLength, countsLength);
    return new Header(record, kind);
  }

  private static byte[] start(Kind kind, long expiryMillis, int bodyLength) {
    boolean expires = expiryMillis != NO_EXPIRY;
    byte[] record = new byte[1 + (expires ? Long.BYTES : 0) + bodyLength];
    record[0] = (byte) kind.code();
    if (expires) {
      record[0] |= (byte) EXPIRES;
      LONG.set(record, 1, expiryMillis);
    }
    return record;
  }

  /** Returns the same value with another expiry, or {@link #NO_EXPIRY}. */
  public Header withExpiry(long expiryMillis) {
    return small(kind, expiryMillis, record, bodyOffset(), bodyLength());
  }

  /** Returns the same large value under another key id. */
  public Header withKeyId(long keyId) {
    return large(
        kind, expiryMillis(), keyId, Arrays.copyOfRange(record, countsOffset(), record.length));
  }

  /** Returns what the header holds. */
  public Kind kind() {
    return kind;
  }

  /** Returns the type of the value. */
  public ValueType type() {
    return kind.type();
  }

  /** Returns whether the key expires. */
  public boolean expires() {
    return record[0] < 0;
  }

  /** Returns when the key expires, in milliseconds since the epoch, or {@link #NO_EXPIRY}. */
  public long expiryMillis() {
    return expires() ? (long) LONG.get(record, 1) : NO_EXPIRY;
  }

  /**
   * Returns whether the key has expired at a moment: in its last millisecond it is still there, as
   * in Redis.
   */
  public boolean expiredAt(long nowMillis) {
    return expires() && expiryMillis() < nowMillis;
  }

  /** Returns the key id of a large value, {@link #NO_KEY_ID} for a small one. */
  public long keyId() {
    return kind.large() ? OrderedVarint.read(record, bodyOffset()) : NO_KEY_ID;
  }

  /** Returns the record as it is stored. */
  public byte[] record() {
    return record;
  }

  /**
   * Returns where in the record the body begins: the whole value of a small one, else the key id.
   */
  public int bodyOffset() {
    return expires() ? 1 + Long.BYTES : 1;
  }

  /** Returns where in the record a large value's counts begin, behind the key id. */
  public int countsOffset() {
    return OrderedVarint.end(record, bodyOffset());
  }

  /**
   * Returns how many elements a large value has, the bytes of a string, which is what the counts of
   * every type begin with; 0 for a small one.
   */
  public long elements() {
    return kind.large() ? Varint.read(record, countsOffset()) : 0;
  }

  /** Returns the length of the body in bytes. */
  public int bodyLength() {
    return record.length - bodyOffset();
  }

  /** Returns a copy of the body. */
  public byte[] body() {
    return Arrays.copyOfRange(record, bodyOffset(), record.length);
  }
}
