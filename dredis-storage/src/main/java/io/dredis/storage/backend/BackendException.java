package io.dredis.storage.backend;

/**
 * The store could not do what it was asked: an I/O error, a full disk, a corrupt file. The message
 * is one line, fit for the client that asked and for the log, and says what to do where anything
 * can be done.
 */
public class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a one-line message. */
  public BackendException(String message) {
    super(message);
  }

  /** An exception with a one-line message and what caused it. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
