package io.dredis.storage.sort;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Sorted records in a file, which goes away when this is closed. */
final class FileRun extends Run {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;

  /** Null until the first record is read: many runs wait to be merged. */
  private byte[] buffer;

  private int end;
  private int following;
  private long leftInFile;

  /** The records that were written to a file. */
  FileRun(FileChannel file) throws IOException {
    this.file = file;
    this.leftInFile = file.size();
    file.position(0);
  }

  @Override
  boolean next() throws IOException {
    if (buffer == null) {
      buffer = new byte[BUFFER_BYTES];
    }
    start = following;
    if (start == end && leftInFile == 0) {
      return false;
    }
    require(RecordChunk.HEAD_BYTES);
    int length = RecordChunk.recordBytes(buffer, start);
    require(length);
    following = start + length;
    stand(start);
    return true;
  }

  @Override
  byte[] bytes() {
    return buffer;
  }

  /** Makes so many bytes of the present record stand in the buffer. */
  private void require(int length) throws IOException {
    if (end - start >= length) {
      return;
    }
    int kept = end - start;
    byte[] from = buffer;
    if (length > buffer.length) {
      buffer = new byte[length];
    }
    System.arraycopy(from, start, buffer, 0, kept);
    start = 0;
    end = kept;
    while (end < length) {
      int count = file.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
      if (count < 0) {
        throw new EOFException("a temporary file is shorter than it was");
      }
      end += count;
      leftInFile -= count;
    }
  }

  @Override
  public void close() throws IOException {
    buffer = null;
    file.close();
  }
}
