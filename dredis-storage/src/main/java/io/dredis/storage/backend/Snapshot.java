package io.dredis.storage.backend;

/**
 * The records as they were at one moment, whatever is committed later.
 *
 * <p>A snapshot may be read by any thread, by several at once; each of its cursors by one at a
 * time. It lasts until it is closed or the backend is, however much is written meanwhile.
 */
public interface Snapshot extends Reader, AutoCloseable {

  /** Gives the snapshot back; its cursors must be closed before. Closing twice is harmless. */
  @Override
  void close();
}
