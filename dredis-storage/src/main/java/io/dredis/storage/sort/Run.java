package io.dredis.storage.sort;

import java.io.IOException;
import java.io.OutputStream;

/** Records in the order of their keys, of which one is looked at at a time. */
abstract class Run implements AutoCloseable {
  /** Where the present record begins. */
  int start;

  // What its key begins with; most keys are told apart by that.
  private long firstWord;
  private long secondWord;

  /** Moves to the next record; returns false at the end. */
  abstract boolean next() throws IOException;

  /** Returns the array that has the present record, until the next move. */
  abstract byte[] bytes();

  /** Notes where the present record begins, with its array in place. */
  void stand(int at) {
    start = at;
    firstWord = RecordChunk.keyWord(bytes(), at, 0);
    secondWord = RecordChunk.keyWord(bytes(), at, Long.BYTES);
  }

  /** Compares the keys of the present records of two runs. */
  int compareKey(Run other) {
    if (firstWord != other.firstWord) {
      return firstWord < other.firstWord ? -1 : 1;
    }
    if (secondWord != other.secondWord) {
      return secondWord < other.secondWord ? -1 : 1;
    }
    return RecordChunk.compareKeys(bytes(), start, other.bytes(), other.start);
  }

  /** Writes the present record. */
  void write(OutputStream out) throws IOException {
    out.write(bytes(), start, RecordChunk.recordBytes(bytes(), start));
  }

  @Override
  public void close() throws IOException {}
}
