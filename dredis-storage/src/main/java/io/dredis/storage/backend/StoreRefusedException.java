package io.dredis.storage.backend;

/**
 * A store was not opened because of what was asked for or what was found: an unknown option, a
 * directory of another backend, a newer format, no dredis directory at all. Nothing was touched.
 * The message is one line for standard error.
 */
public final class StoreRefusedException extends BackendException {
  private static final long serialVersionUID = 1L;

  /** An exception whose one-line message says what was found and what to do. */
  public StoreRefusedException(String message) {
    super(message);
  }

  /** An exception whose one-line message says what was found and what to do, and what caused it. */
  public StoreRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
