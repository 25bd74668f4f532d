package io.dredis.storage.backend;

import java.nio.file.Path;
import java.util.Map;

/** One kind of backend: its name, the options it understands, and how it is opened. */
public interface BackendType {

  /** Returns the name by which users choose it: {@code leveldb}, {@code lmdb}, {@code memory}. */
  String name();

  /** Returns whether records survive the process, so that a directory is needed. */
  boolean persistent();

  /**
   * Returns whether a look-up costs so much, and only one process writes, that hot records are
   * better kept in memory above the backend.
   */
  boolean gainsFromCache();

  /**
   * Returns how many records a batch must have for the time of its commit to be worth waking up
   * another thread, so that commands go on meanwhile.
   */
  int recordsWorthAThread();

  /**
   * Returns the options with their defaults, in the order to show them; values are {@code Boolean},
   * {@code Long}, {@code String} or null, as JSON has them.
   */
  Map<String, Object> defaultOptions();

  /**
   * Opens the store in an existing directory of its own, which only this backend's files live in;
   * creates the store when the directory is empty.
   *
   * @param directory where the files live; ignored by a backend that is not persistent
   * @param options the options that differ from the defaults, values as JSON has them; a name or
   *     value that cannot be honoured is refused, never ignored
   * @param readOnly whether the store is opened for reading only: every commit is refused, a
   *     directory without a store is refused, and the store is shared with a writing process where
   *     the backend can do that
   * @throws StoreRefusedException when an option is unknown or cannot be honoured, the native
   *     library is missing for this platform, or the store is in use; nothing was touched
   * @throws BackendException when the files cannot be opened
   */
  Backend open(Path directory, Map<String, Object> options, boolean readOnly);
}
