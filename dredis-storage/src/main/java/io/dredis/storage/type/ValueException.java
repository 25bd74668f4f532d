package io.dredis.storage.type;

/** A value does not allow what a command wants to do with it; nothing was written. */
public final class ValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a value does not allow it. */
  public enum Reason {
    /** It is no canonical decimal number of 64 bits. */
    NOT_AN_INTEGER,
    /** It is no number that a long double can hold. */
    NOT_A_FLOAT,
    /** It is a hash's, and no canonical decimal number of 64 bits. */
    FIELD_NOT_AN_INTEGER,
    /** It is a hash's, and no number that a long double can hold. */
    FIELD_NOT_A_FLOAT,
    /** The sum would not fit 64 bits. */
    OVERFLOW,
    /** The sum would be no finite number. */
    NAN_OR_INFINITY,
    /** The string would be longer than a string may be. */
    TOO_LONG,
    /** There is no such key. */
    NO_SUCH_KEY,
    /** There is no element at such an index. */
    INDEX_OUT_OF_RANGE
  }

  private final Reason reason;

  /** An exception without a stack, for it is an answer to a client. */
  public ValueException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }
}
