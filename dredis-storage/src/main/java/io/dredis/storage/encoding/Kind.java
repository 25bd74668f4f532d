package io.dredis.storage.encoding;

import io.dredis.storage.backend.CorruptDataException;

/**
 * What a header holds: the type, the encoding as OBJECT ENCODING names it, and whether the value is
 * small, whole in the header, or large, in elements under a key id.
 *
 * <pre>
 * code  = 0 type(3) large(1) encoding(3)      ; the top bit belongs to the header: there is an expiry
 * </pre>
 *
 * The codes are part of the storage format: a code is never given to another kind.
 */
public enum Kind {
  /** A string that is the canonical decimal form of a 64-bit integer. */
  STRING_INT(0x00, ValueType.STRING, "int"),
  /** A string of at most 44 bytes that no command has modified in place. */
  STRING_EMBSTR(0x01, ValueType.STRING, "embstr"),
  /** A string, any other. */
  STRING_RAW(0x02, ValueType.STRING, "raw"),
  /** A long string, in chunks. */
  STRING_CHUNKED(0x0a, ValueType.STRING, "raw"),

  /** A list within the header. */
  LIST_PACKED(0x10, ValueType.LIST, "quicklist"),
  /** A list in elements. */
  LIST_LARGE(0x18, ValueType.LIST, "quicklist"),

  /** A set of integers within the header. */
  SET_INTSET(0x20, ValueType.SET, "intset"),
  /** A set of any members within the header. */
  SET_PACKED(0x21, ValueType.SET, "hashtable"),
  /** A set of integers in elements. */
  SET_INTSET_LARGE(0x28, ValueType.SET, "intset"),
  /** A set of any members in elements. */
  SET_LARGE(0x29, ValueType.SET, "hashtable"),

  /** A sorted set within the header, small as Redis's listpack. */
  ZSET_LISTPACK(0x30, ValueType.ZSET, "listpack"),
  /** A sorted set within the header that Redis would keep in a skip list. */
  ZSET_PACKED(0x31, ValueType.ZSET, "skiplist"),
  /** A sorted set in elements that Redis would keep in a listpack. */
  ZSET_LISTPACK_LARGE(0x38, ValueType.ZSET, "listpack"),
  /** A sorted set in elements. */
  ZSET_LARGE(0x39, ValueType.ZSET, "skiplist"),

  /** A hash within the header, small as Redis's listpack. */
  HASH_LISTPACK(0x40, ValueType.HASH, "listpack"),
  /** A hash within the header that Redis would keep in a hash table. */
  HASH_PACKED(0x41, ValueType.HASH, "hashtable"),
  /** A hash in elements that Redis would keep in a listpack. */
  HASH_LISTPACK_LARGE(0x48, ValueType.HASH, "listpack"),
  /** A hash in elements. */
  HASH_LARGE(0x49, ValueType.HASH, "hashtable"),

  /** A stream within the header. */
  STREAM_PACKED(0x50, ValueType.STREAM, "stream"),
  /** A stream in elements. */
  STREAM_LARGE(0x58, ValueType.STREAM, "stream");

  private static final int LARGE = 0x08;
  private static final Kind[] BY_CODE = new Kind[0x80];

  static {
    for (Kind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;
  private final ValueType type;
  private final String encoding;

  Kind(int code, ValueType type, String encoding) {
    this.code = code;
    this.type = type;
    this.encoding = encoding;
  }

  /**
   * Returns the kind with a code.
   *
   * @throws CorruptDataException when there is none
   */
  static Kind ofCode(int code) {
    Kind kind = BY_CODE[code & 0x7f];
    if (kind == null) {
      throw new CorruptDataException("A header is of the unknown kind " + (code & 0x7f));
    }
    return kind;
  }

  int code() {
    return code;
  }

  /** Returns the type. */
  public ValueType type() {
    return type;
  }

  /** Returns the word that OBJECT ENCODING answers. */
  public String encoding() {
    return encoding;
  }

  /** Returns whether the value lies in elements, so that the header's body begins with a key id. */
  public boolean large() {
    return (code & LARGE) != 0;
  }
}
