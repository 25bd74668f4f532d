package io.dredis.storage.backend.leveldb;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches that the disk has the room LevelDB needs for what it does on its own.
 *
 * <p>LevelDB writes logs and tables through memory maps of files that have no blocks yet. On a full
 * disk such a write ends the process by a signal, no matter which thread made it, so the commit
 * must be refused while there is still room: for the batch in log and table, for the write buffers
 * to be written out, and for one compaction, which writes its result before it removes what it was
 * made from. As soon as there is room again, commits work again.
 *
 * <p>The file system is asked once per megabyte and tenth of a second, so that a commit does not
 * pay for it; another program that takes all the rest within that time is not noticed.
 */
final class DiskSpace {
  /**
   * LevelDB limits a compaction to 25 tables of 2 MB, and the overlap at its edges to a little
   * more.
   */
  private static final long COMPACTION_BYTES_MAX = 64L << 20;

  /**
   * A map of the log is extended by up to 1 MB beyond what was written; the rest is for the small
   * files.
   */
  private static final long SMALL_FILES_BYTES = 2L << 20;

  private static final long UNCHECKED_BYTES_MAX = 1L << 20;
  private static final long UNCHECKED_NANOS_MAX = 100_000_000L;

  private final LevelDbFiles files;
  private final FileStore disk;
  private final long writeBufferBytes;
  private final AtomicLong uncheckedBytes = new AtomicLong(UNCHECKED_BYTES_MAX);
  private volatile long checkedAtNanos;

  /** Watches the disk of a store. */
  DiskSpace(LevelDbFiles files, long writeBufferBytes) throws IOException {
    this(files, Files.getFileStore(files.directory()), writeBufferBytes);
  }

  /** Watches the given disk. */
  DiskSpace(LevelDbFiles files, FileStore disk, long writeBufferBytes) {
    this.files = files;
    this.disk = disk;
    this.writeBufferBytes = writeBufferBytes;
  }

  /**
   * Returns null when the store can be opened, which writes tables of what the logs hold; else why
   * it cannot.
   */
  String refusalToOpenOrNull() throws IOException {
    return refusalOrNull(files.logBytes() + SMALL_FILES_BYTES);
  }

  /**
   * Returns null when there is room for a batch of that many bytes, else one line that says what is
   * missing.
   */
  String refusalToCommitOrNull(long batchBytes) throws IOException {
    long unchecked = uncheckedBytes.addAndGet(batchBytes);
    long now = System.nanoTime();
    if (unchecked < UNCHECKED_BYTES_MAX && now - checkedAtNanos < UNCHECKED_NANOS_MAX) {
      return null;
    }
    long own = 2 * batchBytes + 2 * writeBufferBytes + SMALL_FILES_BYTES;
    String refusal = null;
    // The size of the store costs a look at each file, and matters only when the disk is almost
    // full.
    if (disk.getUsableSpace() < own + COMPACTION_BYTES_MAX) {
      refusal = refusalOrNull(own + Math.min(COMPACTION_BYTES_MAX, files.totalBytes()));
    }
    if (refusal == null) {
      uncheckedBytes.addAndGet(-unchecked);
      checkedAtNanos = now;
    }
    return refusal;
  }

  private String refusalOrNull(long wantedBytes) throws IOException {
    long freeBytes = disk.getUsableSpace();
    if (freeBytes >= wantedBytes) {
      return null;
    }
    return "the disk of %s is full: %d MB are free, leveldb needs %d MB to write safely"
        .formatted(files.directory(), freeBytes >> 20, (wantedBytes >> 20) + 1);
  }
}
