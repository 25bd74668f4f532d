package io.dredis.server.command.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A temporary file of entries that have no room in memory. The operating system is asked to delete
 * it at once, so it goes with the process, however that ends.
 */
final class SpillFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 32 << 10;

  private final FileChannel channel;
  private long end;

  private SpillFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes an empty file.
   *
   * @param directory where it is made if that can be written; else it is where the system has its
   *     temporary files
   */
  static SpillFile create(Path directory) throws IOException {
    boolean usable = Files.isDirectory(directory) && Files.isWritable(directory);
    Path parent = usable ? directory : Path.of(System.getProperty("java.io.tmpdir"));
    return new SpillFile(
        FileChannel.open(
            parent.resolve("temp-sort-" + UUID.randomUUID()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Returns where the next entry will be written. */
  long end() {
    return end;
  }

  /** Opens a stream that adds to the file; it is to be flushed, and need not be closed. */
  DataOutputStream append() {
    return new DataOutputStream(new BufferedOutputStream(new Appending(), BUFFER_BYTES));
  }

  /** Opens a stream of what was written between two positions. */
  DataInputStream read(long fromInclusive, long toExclusive) {
    return new DataInputStream(
        new BufferedInputStream(new Region(fromInclusive, toExclusive), BUFFER_BYTES));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Writes to the end, in pieces: the JDK keeps a copy of what is written at once. */
  private final class Appending extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int written = 0; written < length; ) {
        int piece = Math.min(BUFFER_BYTES, length - written);
        int count = channel.write(ByteBuffer.wrap(bytes, offset + written, piece), end);
        written += count;
        end += count;
      }
    }
  }

  /** Reads a part of the file, in pieces. */
  private final class Region extends InputStream {
    private long position;
    private final long toExclusive;

    Region(long fromInclusive, long toExclusive) {
      this.position = fromInclusive;
      this.toExclusive = toExclusive;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (position == toExclusive) {
        return -1;
      }
      int piece = (int) Math.min(Math.min(BUFFER_BYTES, length), toExclusive - position);
      int count = channel.read(ByteBuffer.wrap(bytes, offset, piece), position);
      if (count < 0) {
        throw new EOFException("A temporary file is shorter than what was written to it");
      }
      position += count;
      return count;
    }
  }
}
