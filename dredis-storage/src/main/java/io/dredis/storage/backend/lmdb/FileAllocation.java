package io.dredis.storage.backend.lmdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Sees to it that the part of a mapped file which is written next has blocks on the disk.
 *
 * <p>A store through a writable map into a hole of the file makes the file system look for a block;
 * when there is none, the process dies of SIGBUS. Zeros written with an ordinary call before, where
 * no record ever was, meet the full disk as an ordinary error instead.
 *
 * <p>Not thread-safe.
 */
final class FileAllocation implements AutoCloseable {
  private static final long STEP_BYTES = 4 << 20;
  private static final int CHUNK_BYTES = 256 << 10;

  private final RandomAccessFile file;
  private final FileChannel channel;
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
  private long allocatedBytes;

  /**
   * Opens the file.
   *
   * @param usedBytes what is allocated already, as all of it has been written
   */
  FileAllocation(Path file, long usedBytes) throws IOException {
    this.file = new RandomAccessFile(file.toFile(), "rw");
    this.channel = this.file.getChannel();
    this.allocatedBytes = usedBytes;
  }

  /** Returns up to where the file has blocks. */
  long allocatedBytes() {
    return allocatedBytes;
  }

  /**
   * Allocates blocks up to a length, and some more so that the next calls have nothing to do.
   *
   * @param bytes the length wanted
   * @param usedBytes up to where the file holds records; behind that it may be overwritten
   * @throws IOException when the disk is full; what was allocated stays so
   */
  void ensure(long bytes, long usedBytes) throws IOException {
    if (bytes <= allocatedBytes) {
      return;
    }
    allocatedBytes = Math.max(allocatedBytes, usedBytes);
    long target = (bytes / STEP_BYTES + 1) * STEP_BYTES;
    try {
      writeZeros(target);
    } catch (IOException e) {
      if (allocatedBytes < bytes) {
        throw e;
      }
      // The last blocks of the disk are enough for what is wanted now.
    }
  }

  private void writeZeros(long target) throws IOException {
    while (allocatedBytes < target) {
      zeros.clear().limit((int) Math.min(CHUNK_BYTES, target - allocatedBytes));
      allocatedBytes += channel.write(zeros, allocatedBytes);
    }
  }

  /**
   * Gives the file a length, as LMDB will when it maps the file anew; there a refusal would come
   * too late.
   *
   * @throws IOException when the file system has no files of that length
   */
  void extend(long mapBytes) throws IOException {
    if (mapBytes > file.length()) {
      file.setLength(mapBytes);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
