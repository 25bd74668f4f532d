package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory of a store, claimed for one backend of this process.
 *
 * <p>LevelDB writes into a directory before it knows whether it may: it replaces its message log,
 * creates its lock, and removes tables it does not know. So everything that can be refused is
 * looked at before LevelDB is called.
 */
final class LevelDbDirectory {
  /** What LevelDB may leave behind when its process dies while it creates a store. */
  private static final Set<String> FILES_OF_A_BEGINNING =
      Set.of("LOCK", "LOG", "LOG.old", "MANIFEST-000001", "000001.dbtmp");

  /**
   * Directories open in this process, where LevelDB's lock, one per process, must not be touched.
   */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path path;

  private LevelDbDirectory(Path path) {
    this.path = path;
  }

  /**
   * Claims a directory.
   *
   * @throws StoreRefusedException when it is in use, by this process or another
   * @throws BackendException when it cannot be looked at
   */
  static LevelDbDirectory claim(Path given) {
    Path path;
    try {
      path = given.toRealPath();
    } catch (IOException e) {
      throw new BackendException(
          "leveldb cannot open " + given + ": no such directory, or no right to enter it", e);
    }
    if (!Files.isDirectory(path)) {
      throw new BackendException("leveldb cannot open " + given + ": not a directory");
    }
    if (!CLAIMED.add(path)) {
      throw new StoreRefusedException("leveldb: " + given + " is in use by this process");
    }
    LevelDbDirectory directory = new LevelDbDirectory(path);
    try {
      directory.assertNotLocked();
      return directory;
    } catch (RuntimeException e) {
      directory.release();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Gives the directory up, once LevelDB has closed the store. */
  void release() {
    CLAIMED.remove(path);
  }

  /**
   * Checks that what is found is what was asked for.
   *
   * @throws StoreRefusedException when it is not
   */
  void assertAsWanted(boolean createIfMissing, boolean errorIfExists) {
    if (Files.exists(path.resolve("CURRENT"))) {
      if (errorIfExists) {
        throw new StoreRefusedException(
            "leveldb: " + path + " holds a store already, and error_if_exists is true");
      }
      return;
    }
    List<String> strangers = strangers();
    if (!strangers.isEmpty()) {
      throw new StoreRefusedException(
          "leveldb: "
              + path
              + " holds files but no leveldb store, "
              + strangers.getFirst()
              + " among them; choose an empty directory");
    }
    if (!createIfMissing) {
      throw new StoreRefusedException("leveldb: " + path + " holds no store to open");
    }
  }

  private List<String> strangers() {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !FILES_OF_A_BEGINNING.contains(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BackendException(
          "leveldb cannot list " + path + ": " + LevelDbErrors.firstLine(e), e);
    }
  }

  /** Tries LevelDB's own lock, which another process holds while the store is open there. */
  private void assertNotLocked() {
    Path lock = path.resolve("LOCK");
    if (!Files.exists(lock)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held == null) {
        throw new StoreRefusedException("leveldb: " + path + " is in use by another process");
      }
    } catch (IOException e) {
      throw new BackendException(
          "leveldb cannot open " + lock + ": " + LevelDbErrors.firstLine(e), e);
    }
  }
}
