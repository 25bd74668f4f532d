package io.dredis.rdb;

import java.io.IOException;

/**
 * Bytes that should be an RDB file or a DUMP payload and cannot be taken. The message is one line
 * and ends with the offset at which reading stopped.
 */
public final class RdbException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is; what to do about it depends on that. */
  public enum Kind {
    /** The bytes do not follow the grammar, or a checksum does not fit. */
    CORRUPT,
    /** The bytes end too early. */
    TRUNCATED,
    /** A later Redis has written this. */
    TOO_NEW,
    /** The bytes are right, but hold something that dredis does not offer. */
    UNSUPPORTED,
    /** A string is larger than the memory that is left. */
    TOO_LARGE
  }

  private final Kind kind;
  private final long offset;

  RdbException(Kind kind, long offset, String message) {
    super(message + " (at offset " + offset + ")");
    this.kind = kind;
    this.offset = offset;
  }

  /** Returns what kind of trouble it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns how many bytes had been read. */
  public long offset() {
    return offset;
  }
}
