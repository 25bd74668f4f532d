package io.dredis.rdb.encoding;

/** What should be a packed value does not follow its grammar. The message says where and why. */
public final class CorruptEncodingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception with a one-line message. */
  public CorruptEncodingException(String message) {
    super(message);
  }
}
