package io.dredis.storage.sort;

/** Sorted records in one array. */
final class MemoryRun extends Run {
  private final byte[] bytes;
  private int following;

  /** The records that fill an array. */
  MemoryRun(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns how much memory it takes. */
  long memoryBytes() {
    return bytes.length;
  }

  @Override
  boolean next() {
    if (following == bytes.length) {
      return false;
    }
    stand(following);
    following += RecordChunk.recordBytes(bytes, following);
    return true;
  }

  @Override
  byte[] bytes() {
    return bytes;
  }
}
