package io.dredis.storage.backend;

/**
 * What was read cannot have been written by dredis: a checksum does not fit, a record does not
 * parse.
 */
public final class CorruptDataException extends BackendException {
  private static final long serialVersionUID = 1L;

  /** An exception that names the record or file in its one-line message. */
  public CorruptDataException(String message) {
    super(message);
  }

  /** An exception that names the record or file in its one-line message, and what caused it. */
  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
