package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.BackendOptions;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;

/**
 * The kind of backend named {@code lmdb}. Its options have the names py-lmdb gives them.
 *
 * <ul>
 *   <li>{@code map_size}: where the memory map starts; it grows by itself.
 *   <li>{@code writemap}: write through the map. {@code map_async}: with it, let the operating
 *       system write when it likes, until a sync.
 *   <li>{@code sync}, {@code metasync}: without {@code map_async}, sync at each commit.
 *   <li>{@code readahead}: let the operating system read ahead; good when all fits into memory.
 *   <li>{@code max_readers}: how many states of the store can be held at once, in all processes.
 *   <li>{@code mode}: the permissions of new files, as a decimal number: 420 is 0644.
 *   <li>{@code subdir}: true names the files {@code data.mdb} and {@code lock.mdb}, false {@code
 *       dredis.mdb} and {@code dredis.mdb-lock}.
 *   <li>{@code lock}: only true; LMDB's lock table is what keeps a snapshot's pages from reuse.
 * </ul>
 *
 * <p>A commit that returned survives the death of the process with any options. The death of the
 * machine is another matter. With {@code sync} true and {@code map_async} or {@code writemap}
 * false, LMDB syncs at each commit, and nothing is lost or damaged ({@code metasync} false may lose
 * the last commit). With the defaults, {@code map_async} and {@code writemap} true, as with {@code
 * sync} false, the operating system writes pages in any order: if the machine dies after a commit
 * and before the next sync has returned, LMDB says that the file may be left damaged, not only
 * without the last commits. Who cannot accept that sets {@code map_async} to false.
 *
 * <p>One process writes a directory. Others may open it for reading only meanwhile, and see what it
 * commits.
 */
public final class LmdbBackendType implements BackendType {
  private static final long DEFAULT_MAP_BYTES = 1 << 30;
  private static final long MAX_MAP_BYTES = 1L << 46;
  private static final long PAGE_BYTES = 4096;
  private static final long MIN_MAP_BYTES = 16 * PAGE_BYTES;
  private static final long DEFAULT_PATIENCE_MILLIS = 10_000;
  private static final Set<String> OWN_FILES = Set.of(DirectoryLock.FILE, "lock.mdb", "data.mdb");
  private static final Set<String> OWN_FLAT_FILES =
      Set.of(DirectoryLock.FILE, "dredis.mdb-lock", "dredis.mdb");

  private final BackendOptions options =
      new BackendOptions("lmdb")
          .number("map_size", DEFAULT_MAP_BYTES, 1, MAX_MAP_BYTES)
          .flag("map_async", true)
          .flag("writemap", true)
          .flag("readahead", false)
          .flag("metasync", false)
          .flag("sync", true)
          .number("max_readers", 126, 2, 1 << 16)
          .number("mode", 0644, 0, 0777)
          .flag("subdir", true)
          .flag("lock", true);

  private final long patienceMillis;

  /** The kind itself; its stores share nothing. */
  public LmdbBackendType() {
    this(DEFAULT_PATIENCE_MILLIS);
  }

  /** The kind, with the time that a new snapshot waits for a slot while all are taken. */
  LmdbBackendType(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  @Override
  public String name() {
    return "lmdb";
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean gainsFromCache() {
    // A look-up reads memory that the operating system keeps, and other processes may write.
    return false;
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
  public Backend open(Path directory, Map<String, Object> given, boolean readOnly) {
    BackendOptions.Values values = options.check(given);
    if (!values.flag("lock")) {
      throw new StoreRefusedException(
          "option \"lock\" of backend lmdb cannot be false: without LMDB's lock table a commit may"
              + " overwrite what a snapshot reads");
    }
    assertUsable(directory, values.flag("subdir"), readOnly);
    LmdbNative.load();
    DirectoryLock directoryLock = DirectoryLock.claim(directory, readOnly);
    boolean opened = false;
    try {
      Backend backend =
          readOnly
              ? openReadOnly(directory, values, directoryLock)
              : openWriting(directory, values, directoryLock);
      opened = true;
      return backend;
    } finally {
      if (!opened) {
        directoryLock.close();
      }
    }
  }

  private Backend openReadOnly(
      Path directory, BackendOptions.Values values, DirectoryLock directoryLock) {
    Env<NativeBytes> env = openEnvironment(directory, values, true);
    try {
      OpenedEnvironment opened = OpenedEnvironment.check(env, directory);
      return LmdbBackend.reading(opened, readers(opened, true), directoryLock);
    } catch (RuntimeException e) {
      env.close();
      throw LmdbErrors.reading("cannot open " + directory, e);
    }
  }

  private Backend openWriting(
      Path directory, BackendOptions.Values values, DirectoryLock directoryLock) {
    Env<NativeBytes> env = openEnvironment(directory, values, false);
    FileAllocation allocation = null;
    try {
      OpenedEnvironment opened = OpenedEnvironment.check(env, directory);
      Readers readers = readers(opened, false);
      if (values.flag("writemap")) {
        Path file = dataFile(directory, values.flag("subdir"));
        allocation = new FileAllocation(file, readers.mapState().usedBytes());
      }
      return LmdbBackend.writing(opened, readers, new Space(readers, allocation), directoryLock);
    } catch (IOException e) {
      env.close();
      throw new BackendException("cannot open " + directory + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      env.close();
      throw LmdbErrors.reading("cannot open " + directory, e);
    }
  }

  private Readers readers(OpenedEnvironment opened, boolean readOnly) {
    Env<NativeBytes> env = opened.env();
    env.readerCheck();
    return new Readers(env, opened.records(), env.info().maxReaders, readOnly, patienceMillis);
  }

  private static Env<NativeBytes> openEnvironment(
      Path directory, BackendOptions.Values values, boolean readOnly) {
    boolean subdir = values.flag("subdir");
    Path path = subdir ? directory : dataFile(directory, false);
    List<EnvFlags> flags = flags(values, readOnly);
    // For reading, the size that the writing process chose.
    long mapBytes = readOnly ? 0 : mapBytes(values.number("map_size"));
    try {
      return Env.create(new NativeBytesProxy())
          .setMapSize(mapBytes)
          .setMaxReaders((int) values.number("max_readers"))
          .open(path.toFile(), (int) values.number("mode"), flags.toArray(EnvFlags[]::new));
    } catch (LmdbException e) {
      throw LmdbErrors.reading("cannot open " + directory, e);
    }
  }

  private static long mapBytes(long wanted) {
    return Math.max(MIN_MAP_BYTES, (wanted + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES);
  }

  private static List<EnvFlags> flags(BackendOptions.Values values, boolean readOnly) {
    List<EnvFlags> flags = new ArrayList<>(List.of(EnvFlags.MDB_NOTLS));
    addIf(flags, !values.flag("subdir"), EnvFlags.MDB_NOSUBDIR);
    addIf(flags, !values.flag("readahead"), EnvFlags.MDB_NORDAHEAD);
    addIf(flags, readOnly, EnvFlags.MDB_RDONLY_ENV);
    addIf(flags, !readOnly && values.flag("writemap"), EnvFlags.MDB_WRITEMAP);
    addIf(flags, !readOnly && values.flag("map_async"), EnvFlags.MDB_MAPASYNC);
    addIf(flags, !readOnly && !values.flag("metasync"), EnvFlags.MDB_NOMETASYNC);
    addIf(flags, !readOnly && !values.flag("sync"), EnvFlags.MDB_NOSYNC);
    return flags;
  }

  private static void addIf(List<EnvFlags> flags, boolean wanted, EnvFlags flag) {
    if (wanted) {
      flags.add(flag);
    }
  }

  private static Path dataFile(Path directory, boolean subdir) {
    return directory.resolve(subdir ? "data.mdb" : "dredis.mdb");
  }

  private static void assertUsable(Path directory, boolean subdir, boolean readOnly) {
    if (!Files.isDirectory(directory)) {
      throw new StoreRefusedException(directory + " is not a directory");
    }
    if (Files.exists(dataFile(directory, subdir))) {
      return;
    }
    if (readOnly) {
      throw new StoreRefusedException(
          directory + " holds no lmdb store that could be opened for reading only");
    }
    Set<String> own = subdir ? OWN_FILES : OWN_FLAT_FILES;
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> !own.contains(file.getFileName().toString()))
          .findFirst()
          .ifPresent(
              file -> {
                throw new StoreRefusedException(
                    directory
                        + " holds "
                        + file.getFileName()
                        + " and no lmdb store; choose an empty directory");
              });
    } catch (IOException e) {
      throw new BackendException("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }
}
