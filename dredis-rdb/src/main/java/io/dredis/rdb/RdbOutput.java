package io.dredis.rdb;

import io.dredis.rdb.checksum.Crc64;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Collects bytes for a stream, with the checksum of all of them. */
final class RdbOutput {
  /** For a file. */
  static final int LARGE_BUFFER_BYTES = 1 << 14;

  /** For a payload, which is made and forgotten. */
  static final int SMALL_BUFFER_BYTES = 1 << 10;

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final OutputStream out;
  private final byte[] buffer;
  private int position;
  private long checksum;

  RdbOutput(OutputStream out, int bufferBytes) {
    this.out = out;
    this.buffer = new byte[bufferBytes];
  }

  void unsignedByte(int value) throws IOException {
    if (position == buffer.length) {
      drain();
    }
    buffer[position++] = (byte) value;
  }

  void littleEndianLong(long value) throws IOException {
    if (buffer.length - position < Long.BYTES) {
      drain();
    }
    LITTLE_ENDIAN_LONG.set(buffer, position, value);
    position += Long.BYTES;
  }

  void littleEndian(long value, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      unsignedByte((int) (value >>> (Byte.SIZE * i)));
    }
  }

  void bigEndian(long value, int count) throws IOException {
    for (int i = count - 1; i >= 0; i--) {
      unsignedByte((int) (value >>> (Byte.SIZE * i)));
    }
  }

  void bytes(byte[] bytes) throws IOException {
    bytes(bytes, bytes.length);
  }

  void bytes(byte[] bytes, int length) throws IOException {
    if (length > buffer.length - position) {
      drain();
    }
    if (length > buffer.length) {
      checksum = Crc64.update(checksum, bytes, 0, length);
      out.write(bytes, 0, length);
    } else {
      System.arraycopy(bytes, 0, buffer, position, length);
      position += length;
    }
  }

  /** Returns the CRC-64 of everything so far, and hands it to the stream. */
  long checksum() throws IOException {
    drain();
    return checksum;
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }

  private void drain() throws IOException {
    checksum = Crc64.update(checksum, buffer, 0, position);
    out.write(buffer, 0, position);
    position = 0;
  }
}
