package io.dredis.storage.sort;

import io.dredis.storage.backend.BackendException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;

/**
 * The records of several runs in the order of their keys; those with equal keys in any order. It
 * stands on a record between {@link #next} and the next call of it.
 */
public final class SortedRecords implements AutoCloseable {
  private final Collection<? extends Run> runs;

  /**
   * The runs that have a record left; each one's is at or after that of the run at half its place.
   */
  private final Run[] heap;

  private int heapSize;
  private boolean begun;

  /** Merges runs, and closes them with itself. */
  SortedRecords(Collection<? extends Run> runs) {
    this.runs = runs;
    this.heap = new Run[runs.size() + 1];
  }

  /** Moves to the next record; returns false at the end. */
  public boolean next() {
    try {
      if (!begun) {
        begun = true;
        begin();
      } else if (heapSize > 0) {
        if (!heap[1].next()) {
          heap[1] = heap[heapSize];
          heap[heapSize--] = null;
        }
        sink(1);
      }
      return heapSize > 0;
    } catch (IOException e) {
      throw RecordSorter.failure(e);
    }
  }

  private void begin() throws IOException {
    for (Run run : runs) {
      if (run.next()) {
        heap[++heapSize] = run;
      }
    }
    for (int place = heapSize / 2; place > 0; place--) {
      sink(place);
    }
  }

  private void sink(int from) {
    int place = from;
    Run run = heap[place];
    while (2 * place <= heapSize) {
      int child = 2 * place;
      if (child < heapSize && heap[child + 1].compareKey(heap[child]) < 0) {
        child++;
      }
      if (run.compareKey(heap[child]) <= 0) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = run;
  }

  /** Returns the key. */
  public byte[] key() {
    Run run = heap[1];
    int from = run.start + RecordChunk.HEAD_BYTES;
    return Arrays.copyOfRange(
        run.bytes(), from, from + RecordChunk.keyLength(run.bytes(), run.start));
  }

  /** Returns the value. */
  public byte[] value() {
    Run run = heap[1];
    int end = run.start + RecordChunk.recordBytes(run.bytes(), run.start);
    return Arrays.copyOfRange(
        run.bytes(), end - RecordChunk.valueLength(run.bytes(), run.start), end);
  }

  /** Returns what the record was marked with. */
  public int mark() {
    return RecordChunk.mark(heap[1].bytes(), heap[1].start);
  }

  /** Writes the record. */
  void write(OutputStream out) throws IOException {
    heap[1].write(out);
  }

  /**
   * Gives the temporary files back.
   *
   * @throws BackendException when the system refuses
   */
  @Override
  public void close() {
    try {
      for (Run run : runs) {
        run.close();
      }
    } catch (IOException e) {
      throw RecordSorter.failure(e);
    }
  }
}
