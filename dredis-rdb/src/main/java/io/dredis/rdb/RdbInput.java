package io.dredis.rdb;

import io.dredis.rdb.checksum.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of a file or payload, with the offset and the checksum of what was taken. */
final class RdbInput {
  private static final int BUFFER_BYTES = 1 << 16;

  /** How much is allocated on the word of a length alone. */
  private static final int FIRST_PIECE_BYTES = 1 << 20;

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where more comes from; null if the buffer, a payload, is all there is. */
  private final InputStream in;

  private final byte[] buffer;
  private int position;
  private int limit;

  /** The offset at which the buffer starts. */
  private long bufferOffset;

  private long checksum;

  /** Up to where in the buffer the checksum goes. */
  private int summed;

  RdbInput(InputStream in) {
    this.in = in;
    this.buffer = new byte[BUFFER_BYTES];
  }

  /** The first bytes of a payload; what is behind them is not there. */
  RdbInput(byte[] payload, int length) {
    this.in = null;
    this.buffer = payload;
    this.limit = length;
  }

  /** Returns how many bytes were taken. */
  long offset() {
    return bufferOffset + position;
  }

  /** Returns the CRC-64 of all bytes taken. */
  long checksum() {
    sum();
    return checksum;
  }

  private void sum() {
    checksum = Crc64.update(checksum, buffer, summed, position - summed);
    summed = position;
  }

  int unsignedByte() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++] & 0xff;
  }

  long littleEndianLong() throws IOException {
    require(Long.BYTES);
    position += Long.BYTES;
    return (long) LITTLE_ENDIAN_LONG.get(buffer, position - Long.BYTES);
  }

  int littleEndianInt() throws IOException {
    require(Integer.BYTES);
    position += Integer.BYTES;
    return (int) LITTLE_ENDIAN_INT.get(buffer, position - Integer.BYTES);
  }

  long bigEndianLong() throws IOException {
    return Long.reverseBytes(littleEndianLong());
  }

  int bigEndianInt() throws IOException {
    return Integer.reverseBytes(littleEndianInt());
  }

  /** Takes a number of bytes, and allocates no more than twice what there is. */
  byte[] bytes(int length) throws IOException {
    if (length <= limit - position) {
      position += length;
      return Arrays.copyOfRange(buffer, position - length, position);
    }
    if (in == null) {
      position = limit;
      throw truncated();
    }
    byte[] bytes = new byte[Math.min(length, FIRST_PIECE_BYTES)];
    int done = 0;
    while (true) {
      take(bytes, done, bytes.length - done);
      done = bytes.length;
      if (done == length) {
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * done));
    }
  }

  private void take(byte[] to, int start, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (position == limit) {
        fill();
      }
      int count = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, to, start + done, count);
      position += count;
      done += count;
    }
  }

  void skip(long length) throws IOException {
    long rest = length;
    while (rest > 0) {
      if (position == limit) {
        fill();
      }
      int count = (int) Math.min(rest, limit - position);
      position += count;
      rest -= count;
    }
  }

  /** Makes a few bytes stand next to each other in the buffer. */
  private void require(int length) throws IOException {
    if (limit - position >= length) {
      return;
    }
    if (in == null) {
      position = limit;
      throw truncated();
    }
    sum();
    int kept = limit - position;
    System.arraycopy(buffer, position, buffer, 0, kept);
    bufferOffset += position;
    position = 0;
    summed = 0;
    limit = kept;
    while (limit < length) {
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        position = limit;
        throw truncated();
      }
      limit += count;
    }
  }

  private void fill() throws IOException {
    if (in == null) {
      throw truncated();
    }
    sum();
    bufferOffset += position;
    position = 0;
    summed = 0;
    limit = 0;
    int count = in.read(buffer, 0, buffer.length);
    if (count < 0) {
      throw truncated();
    }
    limit = count;
  }

  private RdbException truncated() {
    return new RdbException(RdbException.Kind.TRUNCATED, offset(), "unexpected end");
  }

  /** Returns an exception for bytes that do not follow the grammar. */
  RdbException corrupt(String message) {
    return new RdbException(RdbException.Kind.CORRUPT, offset(), message);
  }

  /** Returns an exception of a kind. */
  RdbException failure(RdbException.Kind kind, String message) {
    return new RdbException(kind, offset(), message);
  }
}
