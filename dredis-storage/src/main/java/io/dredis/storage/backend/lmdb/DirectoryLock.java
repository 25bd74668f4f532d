package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claim of one process to be the only dredis that writes a directory, and of one store to be
 * the only one in this process that has it open, which LMDB wants: closing one would free the locks
 * of the other.
 *
 * <p>The operating system takes the claim back when the process dies. The file stays: removing it
 * would let two processes hold locks on two files of the same name.
 */
final class DirectoryLock implements AutoCloseable {
  /** The name of the file that is locked. */
  static final String FILE = "dredis.lock";

  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path realPath;
  private final FileChannel channelOrNull;

  private DirectoryLock(Path realPath, FileChannel channelOrNull) {
    this.realPath = realPath;
    this.channelOrNull = channelOrNull;
  }

  /**
   * Claims a directory.
   *
   * @param readOnly whether others may go on to write it
   * @throws StoreRefusedException when another process, or another store of this one, has it
   * @throws BackendException when the file cannot be made
   */
  static DirectoryLock claim(Path directory, boolean readOnly) {
    Path realPath;
    try {
      realPath = directory.toRealPath();
    } catch (IOException e) {
      throw cannotLock(directory, e);
    }
    if (!OPEN_HERE.add(realPath)) {
      throw new StoreRefusedException(directory + " is in use by this dredis already");
    }
    boolean claimed = false;
    try {
      FileChannel channelOrNull = readOnly ? null : lockFile(directory);
      claimed = true;
      return new DirectoryLock(realPath, channelOrNull);
    } catch (IOException e) {
      throw cannotLock(directory, e);
    } finally {
      if (!claimed) {
        OPEN_HERE.remove(realPath);
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(channelOrNull);
    OPEN_HERE.remove(realPath);
  }

  private static FileChannel lockFile(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        closeQuietly(channel);
      }
    }
    if (!locked) {
      throw new StoreRefusedException(
          directory + " is in use by another dredis; two may not write one directory");
    }
    return channel;
  }

  private static BackendException cannotLock(Path directory, IOException e) {
    return new BackendException("cannot lock " + directory + ": " + e, e);
  }

  private static void closeQuietly(FileChannel channelOrNull) {
    if (channelOrNull == null) {
      return;
    }
    try {
      channelOrNull.close();
    } catch (IOException e) {
      // Nothing was written; the lock ends with the process at the latest.
    }
  }
}
