package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import java.io.IOException;
import org.lmdbjava.LmdbException;

/**
 * Sees to it that a batch finds room: in the map, which grows, and on the disk, where blocks are
 * allocated ahead.
 *
 * <p>The map grows early, when a batch might pass half of it; so it is seldom really full in the
 * middle of a batch. To ask LMDB how much is used costs more than a small batch, so that an upper
 * bound is kept in between.
 *
 * <p>The caller has the commit lock.
 */
final class Space implements AutoCloseable {
  private static final long GROWTH_STEP_BYTES = 1 << 20;

  /** Generous, because what is not used costs nothing, and moving the map stops all reads. */
  private static final long GROWTH_FACTOR = 4;

  /** Pages a batch takes whatever it holds: the list of free pages, the root, the meta pages. */
  private static final int PAGES_PER_BATCH = 64;

  /** What a record takes of its page beside key and value, and above its page for its key. */
  private static final int RECORD_OVERHEAD_BYTES = 32;

  /** How many pages that a batch frees one page lists, at least. */
  private static final int FREE_PAGES_LISTED = 256;

  private final Readers readers;
  private final FileAllocation allocationOrNull;
  private MapState state;
  private long usedBound;

  /** Space in a map that has a file to allocate, or none when LMDB writes it by calls. */
  Space(Readers readers, FileAllocation allocationOrNull) {
    this.readers = readers;
    this.allocationOrNull = allocationOrNull;
    refresh();
  }

  /**
   * Makes room for a batch, as far as can be told before it is written.
   *
   * @param appends whether all its keys are behind all others, in order
   * @throws CommitException when the disk is full
   */
  void prepare(Batch batch, boolean appends) {
    long bytes = bytesFor(batch, appends);
    if (usedBound + bytes > Math.min(state.mapBytes() / 2, allocatedBytes())) {
      refresh();
      bytes = bytesFor(batch, appends);
      IOException full = allocate(usedBound + bytes);
      if (full != null) {
        confineToAllocated();
      } else if (usedBound + bytes > state.mapBytes() / 2) {
        resize(usedBound + bytes);
      }
    }
    usedBound += bytes;
  }

  /**
   * Makes the map larger, as it was too small for a batch.
   *
   * @throws CommitException when the map cannot grow, or the disk is full
   */
  void grow(Batch batch, boolean appends) {
    refresh();
    long bytes = bytesFor(batch, appends);
    IOException full = allocate(usedBound + bytes);
    if (full != null) {
      throw LmdbErrors.diskFull(full);
    }
    resize(usedBound + bytes);
    usedBound += bytes;
  }

  @Override
  public void close() throws IOException {
    if (allocationOrNull != null) {
      allocationOrNull.close();
    }
  }

  private void refresh() {
    state = readers.mapState();
    usedBound = state.usedBytes();
  }

  private long allocatedBytes() {
    return allocationOrNull == null ? Long.MAX_VALUE : allocationOrNull.allocatedBytes();
  }

  /** Allocates blocks of the file up to a length; returns what stood in the way, or null. */
  private IOException allocate(long bytes) {
    try {
      if (allocationOrNull != null) {
        allocationOrNull.ensure(bytes, state.usedBytes());
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /**
   * Makes the map end where the blocks do. LMDB may then still find room in pages that were freed,
   * so that a delete on a full disk is of use, and reports a full map before it meets a hole.
   */
  private void confineToAllocated() {
    long end = allocatedBytes() / state.pageBytes() * state.pageBytes();
    if (state.mapBytes() > end) {
      readers.resize(end);
      refresh();
    }
  }

  private void resize(long neededBytes) {
    long wanted = GROWTH_FACTOR * Math.max(state.mapBytes(), neededBytes);
    long target = (wanted / GROWTH_STEP_BYTES + 1) * GROWTH_STEP_BYTES;
    try {
      if (allocationOrNull != null) {
        allocationOrNull.extend(target);
      }
      readers.resize(target);
      refresh();
    } catch (IOException | LmdbException e) {
      throw new CommitException(
          Outcome.NOT_APPLIED,
          "the lmdb map cannot grow to " + target + " bytes: " + e.getMessage(),
          e);
    }
  }

  /**
   * Returns an upper bound of the new pages a batch needs, in bytes. What is behind all records
   * touches no pages but the last ones. What would touch more pages than there are touches each of
   * them once. Pages that are split or filled are a quarter full at least.
   */
  private long bytesFor(Batch batch, boolean appends) {
    long recordBytes = batch.byteSize() + (long) RECORD_OVERHEAD_BYTES * batch.size();
    long touched = appends ? 0 : usedBound / state.pageBytes();
    long pages = Math.min(pagesOnTheWay(batch), touched + 4 * recordBytes / state.pageBytes());
    long freeListPages = pages / FREE_PAGES_LISTED;
    return (pages + freeListPages + PAGES_PER_BATCH) * state.pageBytes() + 2 * batch.byteSize();
  }

  /** Counts the pages that operations touch on the way to their records, at most. */
  private long pagesOnTheWay(Batch batch) {
    long layers = batch.size() + batch.keyByteSize() / Layout.chunkLength(1);
    return layers * (state.depth() + 2);
  }
}
