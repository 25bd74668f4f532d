package io.dredis.storage.backend;

/**
 * An open, ordered store of byte strings: what dredis asks of a storage engine, and all it asks.
 *
 * <p>Any thread may call any method at any time, except that {@link #close} must come after every
 * other call has returned and every cursor and snapshot is closed. A call that comes later all the
 * same throws a {@link BackendException}; it never harms the process. Concurrent commits take
 * effect one after the other.
 *
 * <p>An open backend has its directory to itself unless it says otherwise. What a commit that
 * returned means: the records survive the death of this process. What survives the death of the
 * machine is decided by {@link #sync}.
 */
public interface Backend extends Reader, AutoCloseable {

  /**
   * Takes a snapshot of what is committed now. It must be closed.
   *
   * @throws BackendException when the store cannot be read
   */
  Snapshot snapshot();

  /**
   * Applies a batch: all of it or nothing, also when the process dies meanwhile. Within a batch the
   * later operation on a key wins. An empty batch does nothing.
   *
   * @throws CommitException when the batch could not be applied, or when nobody knows; it says
   *     which
   */
  void commit(Batch batch);

  /**
   * Returns whether much could be written at once without holding up the commits of others: a store
   * that has fallen behind with its own work on earlier writes says no.
   */
  default boolean hasCapacity() {
    return true;
  }

  /**
   * Makes everything committed so far survive the death of the machine.
   *
   * @throws BackendException when the disk refuses
   */
  void sync();

  /** Returns the bytes the store occupies on disk now, or in memory for one that lives there. */
  long sizeOnDisk();

  /** Syncs and closes the store. Closing twice is harmless. */
  @Override
  void close();
}
