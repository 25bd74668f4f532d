package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.gc.Capacity;
import io.dredis.storage.index.IndexBuilder;
import io.dredis.storage.sort.RecordSorter;
import io.dredis.storage.sort.SecondThread;
import io.dredis.storage.sort.SortedRecords;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes the records of a load, which come in order, and those that count them: key directories and
 * indexes. A second thread commits one batch while the next is made.
 *
 * <p>What counts is kept until the headers and elements are written, so that these reach the
 * backend in order: LMDB then fills its pages, and LevelDB has nothing to merge.
 */
final class LoadWriter {
  private static final long BATCH_BYTES = 1 << 20;

  private final Backend backend;
  private final RecordSorter counts;
  private final SecondThread second;
  private final KeyLoad.Turns turns;
  private Batch batch = new Batch();

  /** Of the generation of the last header; null before the first and behind the last of all. */
  private KeyDirectoryBuilder directoryOrNull;

  private byte[] generationPrefix;

  /** Of the elements with the prefix; null when the last record was none that is counted. */
  private IndexBuilder indexOrNull;

  private byte[] indexedPrefix;
  private boolean countsWritten;

  /**
   * A writer.
   *
   * @param counts records that count, which were made before, and takes those made here
   * @param second does not sort any more but for {@code counts}
   * @param turns lets others have the store while the second thread is waited for
   */
  LoadWriter(Backend backend, RecordSorter counts, SecondThread second, KeyLoad.Turns turns) {
    this.backend = backend;
    this.counts = counts;
    this.second = second;
    this.turns = turns;
  }

  /** Writes a record of the load, which comes after the one before it. */
  void write(byte[] key, byte[] value, int mark) throws IOException {
    if (Space.HEADER.holds(key)) {
      countHeader(key, mark != KeyLoad.PLAIN);
    } else if (Space.ELEMENT.holds(key)) {
      countElement(key, mark);
    } else if (!countsWritten) {
      writeCounts();
    }
    put(key, value);
  }

  private void countHeader(byte[] key, boolean isExpiring) {
    if (directoryOrNull == null || !RecordKeys.startsWith(key, generationPrefix)) {
      endDirectory();
      long generation = RecordKeys.number(key);
      generationPrefix = RecordKeys.prefix(Space.HEADER, generation);
      directoryOrNull = new KeyDirectoryBuilder(generation, this::putCount);
    }
    directoryOrNull.add(key, isExpiring);
  }

  private void countElement(byte[] key, int prefixLength) {
    if (indexOrNull != null
        && (prefixLength != indexedPrefix.length || !RecordKeys.startsWith(key, indexedPrefix))) {
      endIndex();
    }
    if (prefixLength != KeyLoad.PLAIN) {
      if (indexOrNull == null) {
        indexedPrefix = Arrays.copyOf(key, prefixLength);
        indexOrNull = new IndexBuilder(indexedPrefix, this::putCount);
      }
      indexOrNull.add(key);
    }
  }

  private void endDirectory() {
    if (directoryOrNull != null) {
      directoryOrNull.finish();
      directoryOrNull = null;
    }
  }

  private void endIndex() {
    if (indexOrNull != null) {
      indexOrNull.finish();
      indexOrNull = null;
    }
  }

  private void putCount(byte[] key, byte[] value) {
    counts.add(key, value, KeyLoad.PLAIN);
  }

  private void writeCounts() throws IOException {
    countsWritten = true;
    endDirectory();
    endIndex();
    // The directories come before what is written; in a batch of their own the rest is in order.
    commitBatch();
    boolean inDirectories = true;
    try (SortedRecords sorted = counts.sorted()) {
      while (sorted.next()) {
        byte[] key = sorted.key();
        if (inDirectories && !Space.DIRECTORY.holds(key)) {
          inDirectories = false;
          commitBatch();
        }
        put(key, sorted.value());
      }
    }
    commitBatch();
  }

  private void put(byte[] key, byte[] value) throws IOException {
    batch.put(key, value);
    if (batch.byteSize() >= BATCH_BYTES) {
      commitBatch();
    }
  }

  private void commitBatch() throws IOException {
    if (second.mustWait()) {
      turns.await(second::awaitTurn);
    }
    Batch full = batch;
    batch = new Batch();
    second.run(
        () -> {
          Capacity.await(backend);
          backend.commit(full);
        });
  }

  /** Writes what is left of what was written so far, and waits until it can be read. */
  void flush() throws IOException {
    commitBatch();
    turns.await(second::await);
  }

  /** Writes all that is left. */
  void finish() throws IOException {
    if (!countsWritten) {
      writeCounts();
    }
    flush();
  }
}
