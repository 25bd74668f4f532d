package io.dredis.storage.backend;

/**
 * The records as they were at one moment, whatever is committed later.
 *
 * <p>A snapshot may be read by any thread, by several at once; each of its cursors by one at a
 * time. A backend that must end a snapshot early, because it stands in the way of the store's
 * growth, says so: its reads then throw {@link SnapshotExpiredException}, and never return another
 * state.
 */
public interface Snapshot extends Reader, AutoCloseable {

  /** Gives the snapshot back; its cursors must be closed before. Closing twice is harmless. */
  @Override
  void close();
}
