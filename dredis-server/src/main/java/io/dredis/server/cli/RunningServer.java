package io.dredis.server.cli;

import io.dredis.server.InitialData;
import io.dredis.server.config.Configuration;
import io.dredis.server.rdb.RdbLoadException;
import java.io.IOException;

/** A server that was started, as far as the process has to know it. */
interface RunningServer extends AutoCloseable {

  /** Starts a server. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts a server; its port and directory are noted in the configuration.
     *
     * @param data what is done to the store before the first client may use it
     * @param stop what ends the process when a client asks for it; returns at once
     * @throws io.dredis.storage.backend.BackendException when the store cannot be opened
     * @throws IOException when it cannot listen
     */
    RunningServer start(Configuration configuration, InitialData data, Runnable stop)
        throws IOException;
  }

  /**
   * Loads the file to begin with, if there is one.
   *
   * @return false when the server is being ended instead
   * @throws RdbLoadException when the file was not loaded
   */
  boolean load() throws RdbLoadException;

  /** Ends what runs, syncs and closes the store. */
  @Override
  void close();
}
