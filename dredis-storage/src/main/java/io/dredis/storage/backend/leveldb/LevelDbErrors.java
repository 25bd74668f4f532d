package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CorruptDataException;
import java.io.IOException;

/**
 * What LevelDB's error texts mean; its kinds of error survive only as the words they begin with.
 */
final class LevelDbErrors {
  private LevelDbErrors() {}

  /** Returns the exception for a failure of LevelDB while the store was open or being opened. */
  static BackendException meaning(IOException error) {
    String message = firstLine(error);
    if (message.startsWith("Corruption:")) {
      return new CorruptDataException(
          "leveldb: " + message + "; restore the directory from a backup", error);
    }
    return new BackendException("leveldb: " + message + advice(message), error);
  }

  /** Returns the end of a message that says what to do, or nothing. */
  static String advice(String message) {
    if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
      return "; free space on the disk";
    }
    if (message.contains("Too many open files")) {
      return "; raise the limit of open files (ulimit -n), or lower the option max_open_files";
    }
    return "";
  }

  /** Returns the first line of an exception's message. */
  static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("unknown error");
  }
}
