package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.BackendOptions;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.fusesource.leveldbjni.internal.NativeCache;
import org.fusesource.leveldbjni.internal.NativeCompressionType;
import org.fusesource.leveldbjni.internal.NativeDB;
import org.fusesource.leveldbjni.internal.NativeOptions;

/**
 * The kind of backend named {@code leveldb}. Its options have the names and meanings of plyvel's,
 * and LevelDB's defaults; ranges are those outside which LevelDB would silently take another value.
 *
 * <p>{@code paranoid_checks} says what becomes of a log that is found damaged when the store is
 * opened. True: the store is not opened. False: what cannot be read is dropped, with a line in
 * LevelDB's message log. Null, the default: an end that was being written when the process died is
 * dropped, for no one was told that it is there; the store is not opened when anything before is
 * damaged.
 *
 * <p>LevelDB cannot share a store: opened for reading only, it is still opened by one process at a
 * time, and LevelDB still tidies its files.
 */
public final class LevelDbBackendType implements BackendType {
  private static final String NOT_OFFERED = "leveldbjni does not offer it";

  private final BackendOptions options =
      new BackendOptions("leveldb")
          .flag("create_if_missing", true)
          .flag("error_if_exists", false)
          .flagOrNull("paranoid_checks")
          .number("write_buffer_size", 4L << 20, 64L << 10, 1L << 30)
          .number("max_open_files", 1000, 74, 50_000)
          .number("lru_cache_size", 8L << 20, 0, 1L << 40)
          .number("block_size", 4L << 10, 1L << 10, 4L << 20)
          .number("block_restart_interval", 16, 1, 1L << 16)
          .word("compression", "snappy", Arrays.asList("snappy", "none", null))
          .refused("bloom_filter_bits", NOT_OFFERED)
          .refused("max_file_size", NOT_OFFERED)
          .refused("comparator", "dredis orders keys itself")
          .refused("comparator_name", "dredis orders keys itself");

  /** The kind itself. */
  public LevelDbBackendType() {}

  @Override
  public String name() {
    return "leveldb";
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean gainsFromCache() {
    // A look-up is a native call, and one for what is not there reads several files.
    return true;
  }

  @Override
  public int recordsWorthAThread() {
    // About a fifth of a millisecond.
    return 256;
  }

  @Override
  public Map<String, Object> defaultOptions() {
    return options.defaults();
  }

  @Override
  public Backend open(Path path, Map<String, Object> given, boolean readOnly) {
    BackendOptions.Values values = options.check(given);
    loadLibrary();
    LevelDbDirectory directory = LevelDbDirectory.claim(path);
    try {
      boolean create = values.flag("create_if_missing") && !readOnly;
      directory.assertAsWanted(create, values.flag("error_if_exists"));
      return open(directory, values, readOnly);
    } catch (RuntimeException | Error e) {
      directory.release();
      throw e;
    }
  }

  private static Backend open(
      LevelDbDirectory directory, BackendOptions.Values values, boolean readOnly) {
    NativeCache cache = new NativeCache(values.number("lru_cache_size"));
    try {
      LevelDbFiles files = new LevelDbFiles(directory.path());
      DiskSpace disk = new DiskSpace(files, values.number("write_buffer_size"));
      String refusal = disk.refusalToOpenOrNull();
      if (refusal != null) {
        throw new BackendException(refusal + "; free some and start again");
      }
      if (values.flagIfSet("paranoid_checks").isEmpty()) {
        files.assertLogsSound();
      }
      NativeDB db = NativeDB.open(nativeOptions(values).cache(cache), directory.path().toFile());
      return new LevelDbBackend(db, cache, directory, files, disk, readOnly);
    } catch (IOException e) {
      cache.delete();
      throw openFailure(directory.path(), e);
    } catch (RuntimeException | Error e) {
      cache.delete();
      throw e;
    }
  }

  private static NativeOptions nativeOptions(BackendOptions.Values values) {
    return new NativeOptions()
        .createIfMissing(values.flag("create_if_missing"))
        .errorIfExists(values.flag("error_if_exists"))
        .paranoidChecks(values.flagIfSet("paranoid_checks").orElse(false))
        .writeBufferSize(values.number("write_buffer_size"))
        .maxOpenFiles((int) values.number("max_open_files"))
        .blockSize(values.number("block_size"))
        .blockRestartInterval((int) values.number("block_restart_interval"))
        .compression(
            "snappy".equals(values.word("compression"))
                ? NativeCompressionType.kSnappyCompression
                : NativeCompressionType.kNoCompression);
  }

  private static BackendException openFailure(Path path, IOException error) {
    // Another process may have taken the store since its lock was looked at.
    if (LevelDbErrors.firstLine(error).startsWith("IO error: lock ")) {
      return new StoreRefusedException("leveldb: " + path + " is in use", error);
    }
    return LevelDbErrors.meaning(error);
  }

  /** Loads the native library, which leveldbjni unpacks into the directory for temporary files. */
  private static void loadLibrary() {
    try {
      NativeDB.LIBRARY.load();
    } catch (LinkageError e) {
      String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
      throw new StoreRefusedException(
          "backend leveldb has no native library that works here ("
              + platform
              + "); choose another backend, or, if "
              + System.getProperty("java.io.tmpdir")
              + " does not allow programs, another -Djava.io.tmpdir: "
              + LevelDbErrors.firstLine(e),
          e);
    }
  }
}
