package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The claim of one process to be the only dredis that writes a directory. The operating system
 * takes it back when the process dies. The file stays: removing it would let two processes hold
 * locks on two files of the same name.
 */
final class DirectoryLock implements AutoCloseable {
  /** The name of the file that is locked. */
  static final String FILE = "dredis.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Claims a directory.
   *
   * @throws StoreRefusedException when another process, or another store of this one, has it
   * @throws BackendException when the file cannot be made
   */
  static DirectoryLock claim(Path directory) {
    Path file = directory.resolve(FILE);
    FileChannel channel = null;
    boolean claimed = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      claimed = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      claimed = false;
    } catch (IOException e) {
      closeQuietly(channel);
      throw new BackendException("cannot lock " + file + ": " + e.getMessage(), e);
    }
    if (!claimed) {
      closeQuietly(channel);
      throw new StoreRefusedException(
          directory + " is in use by another dredis; two may not write one directory");
    }
    return new DirectoryLock(channel);
  }

  @Override
  public void close() {
    closeQuietly(channel);
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
