package io.dredis.server.rdb;

import io.dredis.lua.ScriptEngine;
import io.dredis.rdb.ReadOptions;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.script.FunctionLibraries;
import io.dredis.storage.keyspace.Store;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open RDB file whose keys a store is to begin with. May be a pipe.
 *
 * <p>The load is atomic in effect: when it fails, or the process dies, whoever opens the store next
 * finds the keys of before.
 */
public final class RdbSeed implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(RdbSeed.class);

  private final Path file;
  private final InputStream in;
  private final long totalBytes;
  private final ReadOptions options;
  private final LoadProgress progress;

  private RdbSeed(
      Path file, InputStream in, long totalBytes, ReadOptions options, LoadProgress progress) {
    this.file = file;
    this.in = in;
    this.totalBytes = totalBytes;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Opens a file.
   *
   * @throws RdbLoadException when it cannot be opened
   */
  public static RdbSeed open(Path file, ReadOptions options, LoadProgress progress)
      throws RdbLoadException {
    try {
      InputStream in = open(file);
      return new RdbSeed(file, in, Files.size(file), options, progress);
    } catch (IOException e) {
      throw new RdbLoadException(describe(file, e), e);
    }
  }

  /** Opens a file for reading, with an error that a user can read. */
  static InputStream open(Path file) throws IOException {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("is a directory");
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("may not be read", e);
    }
  }

  /** Returns what to tell the user of a file that could not be read or taken. */
  static String describe(Path file, IOException failure) {
    return file + ": " + failure.getMessage();
  }

  /**
   * Stores the keys of the file; may be called once, while nobody else writes to the store.
   *
   * @param replace whether the keys that are in the store go away for them; otherwise there may be
   *     none
   * @return whether they are stored; false when the load was called off, and all is as before
   * @throws RdbLoadException when there are keys, or the file cannot be taken; the store is as
   *     before
   * @throws io.dredis.storage.backend.BackendException when the store fails; who opens it next
   *     finds it as before, unless the very last commit is the one that failed
   */
  public boolean load(Store store, DataTypes types, boolean replace, Loading loading)
      throws RdbLoadException {
    boolean loaded = false;
    loading.begin(in, totalBytes);
    try {
      loading.requireWanted();
      if (!replace) {
        requireNoKeys(store);
      }
      log.info(
          "Loading {}; until that is done, commands are answered with the error LOADING", file);
      long startNanos = System.nanoTime();
      LoadCounts counts = loadAll(store, types, loading);
      // When the commit fails, what the disk then says counts at the next start, so the load is not
      // abandoned from here on.
      store.endLoad();
      store.commit();
      store.sync();
      logEnd(counts, System.nanoTime() - startNanos);
      loaded = true;
      return true;
    } catch (CancellationException e) {
      log.warn("Loading {} was called off, the data are as before", file);
      return false;
    } finally {
      loading.end(loaded);
    }
  }

  private void requireNoKeys(Store store) throws RdbLoadException {
    long keys = 0;
    for (int number = 0; number < store.databaseCount(); number++) {
      keys += store.database(number).size();
    }
    if (keys > 0) {
      throw new RdbLoadException(
          file
              + ": not loaded, because there are "
              + keys
              + " keys already; with --flushall it takes their place");
    }
  }

  private LoadCounts loadAll(Store store, DataTypes types, Loading loading)
      throws RdbLoadException {
    store.beginLoad();
    try {
      LoadCounts counts = read(store, types, loading);
      // What was loaded must be on disk before what was there is given up.
      loading.between(store::sync);
      addLibraries(store, counts.libraries());
      return counts;
    } catch (IOException e) {
      abandon(store, e);
      loading.requireWanted();
      throw new RdbLoadException(describe(file, e), e);
    } catch (RuntimeException | Error e) {
      abandon(store, e);
      throw e;
    } finally {
      progress.end();
    }
  }

  /** Adds libraries of functions, which count together with the keys. */
  private void addLibraries(Store store, List<byte[]> sources) throws RdbLoadException {
    if (sources.isEmpty()) {
      return;
    }
    FunctionLibraries libraries = new FunctionLibraries(store.libraries(), new ScriptEngine());
    try {
      sources.forEach(source -> libraries.add(source, true));
    } catch (CommandException e) {
      abandon(store, e);
      throw new RdbLoadException(
          file + ": a library of functions cannot be loaded: " + e.getMessage());
    }
  }

  private LoadCounts read(Store store, DataTypes types, Loading loading) throws IOException {
    try (RdbLoader loader =
        new RdbLoader(store, types, in, options, totalBytes, progress, loading)) {
      return loader.load();
    }
  }

  /** Goes back to the keys of before; if that fails too, the next start does it. */
  private static void abandon(Store store, Throwable failure) {
    try {
      store.abandonLoad();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void logEnd(LoadCounts counts, long nanos) {
    log.info(
        "Done loading RDB, keys loaded: {}, keys expired: {}, empty keys skipped: {}, function"
            + " libraries: {}, seconds: {}",
        counts.keys(),
        counts.expired(),
        counts.empty(),
        counts.libraries().size(),
        TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0);
    if (counts.unsupported() > 0) {
      log.warn("{} keys of unsupported types were skipped", counts.unsupported());
    }
    if (!counts.modules().isEmpty()) {
      log.warn("Data of the modules {} in {} were not loaded", counts.modules(), file);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
