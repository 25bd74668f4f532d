package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CorruptDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files of an open store, as the file system shows them; LevelDB adds and removes some at any
 * time.
 */
final class LevelDbFiles {
  private static final boolean DIRECTORIES_CAN_BE_SYNCED =
      !System.getProperty("os.name").startsWith("Windows");

  private final Path directory;

  LevelDbFiles(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Returns the sum of the sizes of all files. */
  long totalBytes() {
    return totalBytes("*");
  }

  /** Returns the sum of the sizes of the logs, which hold what is not in tables yet. */
  long logBytes() {
    return totalBytes("*.log");
  }

  /**
   * Syncs every log and then the directory.
   *
   * <p>A record is in a log or, once LevelDB has removed that log, in a table that LevelDB itself
   * has synced; the directory comes last because the table's name must be in it. A log that goes
   * away meanwhile is thus no loss.
   */
  void sync() {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
      for (Path log : logs) {
        syncIfPresent(log);
      }
      if (DIRECTORIES_CAN_BE_SYNCED) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw failure("sync", e);
    } catch (DirectoryIteratorException e) {
      throw failure("sync", e.getCause());
    }
  }

  /**
   * Checks what LevelDB would read from the logs; only while the store is not open.
   *
   * @throws CorruptDataException when LevelDB would drop more than an end that was being written
   */
  void assertLogsSound() {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
      for (Path log : logs) {
        long damaged = LevelDbLog.firstDamagedByte(log);
        if (damaged >= 0) {
          throw new CorruptDataException(
              "leveldb: log "
                  + log
                  + " is damaged at byte "
                  + damaged
                  + "; restore the directory from a backup,"
                  + " or lose what cannot be read with the option paranoid_checks=false");
        }
      }
    } catch (IOException e) {
      throw failure("check", e);
    } catch (DirectoryIteratorException e) {
      throw failure("check", e.getCause());
    }
  }

  private static void syncIfPresent(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (NoSuchFileException e) {
      // Its records are in a table now.
    }
  }

  private long totalBytes(String pattern) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
      long sum = 0;
      for (Path file : files) {
        sum += bytesIfPresent(file);
      }
      return sum;
    } catch (IOException e) {
      throw failure("measure", e);
    } catch (DirectoryIteratorException e) {
      throw failure("measure", e.getCause());
    }
  }

  private static long bytesIfPresent(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private BackendException failure(String doing, IOException error) {
    String message = LevelDbErrors.firstLine(error);
    return new BackendException(
        "leveldb cannot "
            + doing
            + " "
            + directory
            + ": "
            + message
            + LevelDbErrors.advice(message),
        error);
  }
}
