package io.dredis.storage.sort;

import io.dredis.storage.backend.BackendException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes records in any order, to give them back in that of their keys.
 *
 * <p>They are collected in chunks, which a second thread sorts. When the chunks take too much
 * memory, they are merged into a file; of many files one is made, so that not too many are open.
 * Used by one thread at a time.
 */
public final class RecordSorter implements AutoCloseable {
  /** How many chunks the memory has room for at least. */
  private static final int CHUNKS = 32;

  /**
   * For how many of them there must be room beside those that are sorted: those that wait for it,
   * the one that is filled, and one that is sorted with its copy.
   */
  private static final int MOVING_CHUNKS = SecondThread.PIECES + 2;

  /** What is sorted at once should fit into the processor's caches. */
  private static final int LARGEST_CHUNK_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  /** How many files are merged at once. */
  private static final int FAN_IN = 64;

  private final Path directory;
  private final long memoryBytes;
  private final int chunkBytes;
  private final SecondThread second;
  private RecordChunk chunk;

  // What follows is the second thread's while that works.
  private final List<MemoryRun> sorted = new ArrayList<>();
  private long sortedBytes;

  /** Each level's files have been merged once more than those of the level before. */
  private final List<List<FileRun>> levels = new ArrayList<>();

  /**
   * A sorter without records.
   *
   * @param directory where temporary files may be made
   * @param memoryBytes what it may keep in memory, unless a single record needs more
   * @param second does a part of the work; it may have other work to do, too
   */
  public RecordSorter(Path directory, long memoryBytes, SecondThread second) {
    this.directory = directory;
    this.memoryBytes = memoryBytes;
    this.chunkBytes = (int) Math.min(memoryBytes / CHUNKS, LARGEST_CHUNK_BYTES);
    this.second = second;
  }

  /**
   * Adds a record.
   *
   * @param mark from 0 to 255
   * @throws BackendException when a temporary file cannot be written
   */
  public void add(byte[] key, byte[] value, int mark) {
    long bytes = RecordChunk.recordBytes(key, value);
    if (chunk == null || !chunk.hasRoomFor(bytes)) {
      endChunk();
      chunk = new RecordChunk(Math.toIntExact(Math.max(bytes, chunkBytes)));
    }
    chunk.add(key, value, mark);
  }

  /**
   * Returns whether a record that is added soon has to wait for the second thread. Whoever holds
   * what others want may then wait for that before.
   */
  public boolean mustWait() {
    return chunk != null && chunk.isNearlyFull() && second.mustWait();
  }

  private void endChunk() {
    RecordChunk full = chunk;
    chunk = null;
    if (full != null) {
      second.run(() -> sort(full));
    }
  }

  private void sort(RecordChunk full) {
    MemoryRun run = full.sorted();
    sorted.add(run);
    sortedBytes += run.memoryBytes();
    if (sortedBytes + (long) MOVING_CHUNKS * chunkBytes > memoryBytes) {
      FileRun merged = merge(sorted);
      sorted.clear();
      sortedBytes = 0;
      addRun(merged, 0);
    }
  }

  private void addRun(FileRun run, int level) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<FileRun> runs = levels.get(level);
    runs.add(run);
    if (runs.size() == FAN_IN) {
      FileRun merged = merge(runs);
      runs.clear();
      addRun(merged, level + 1);
    }
  }

  private FileRun merge(List<? extends Run> runs) {
    FileChannel file = null;
    try (SortedRecords records = new SortedRecords(runs)) {
      file = openTemporary();
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
      while (records.next()) {
        records.write(out);
      }
      out.flush();
      return new FileRun(file);
    } catch (IOException e) {
      closeAfter(file, e);
      throw failure(e);
    } catch (RuntimeException e) {
      closeAfter(file, e);
      throw e;
    }
  }

  private FileChannel openTemporary() throws IOException {
    return FileChannel.open(
        Files.createTempFile(directory, "dredis-load", ".tmp"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static void closeAfter(FileChannel fileOrNull, Exception failure) {
    try {
      if (fileOrNull != null) {
        fileOrNull.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  static BackendException failure(IOException e) {
    return new BackendException("cannot sort in a temporary file: " + e.getMessage(), e);
  }

  /**
   * Returns all records in order; none can be added any more. They must be closed, and the sorter
   * not before.
   */
  public SortedRecords sorted() {
    endChunk();
    second.await();
    List<Run> runs = new ArrayList<>(sorted);
    sorted.clear();
    levels.forEach(runs::addAll);
    levels.clear();
    return new SortedRecords(runs);
  }

  /** Gives up what was not taken with {@link #sorted}; the second thread must be idle. */
  @Override
  public void close() {
    levels.forEach(level -> new SortedRecords(level).close());
    levels.clear();
    sorted.clear();
    chunk = null;
  }
}
