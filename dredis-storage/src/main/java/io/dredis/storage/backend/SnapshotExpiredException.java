package io.dredis.storage.backend;

/**
 * The backend had to end this snapshot; what it showed can no longer be read. Taking a new one is
 * the remedy.
 */
public final class SnapshotExpiredException extends BackendException {
  private static final long serialVersionUID = 1L;

  /** An exception whose one-line message says why the snapshot was ended. */
  public SnapshotExpiredException(String message) {
    super(message);
  }
}
