package io.dredis.rdb.encoding;

import java.util.Arrays;

/** A growing array of bytes. */
final class ByteBuilder {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  void add(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void add(byte[] values) {
    ensure(values.length);
    System.arraycopy(values, 0, bytes, size, values.length);
    size += values.length;
  }

  void addLittleEndian(long value, int count) {
    size += count;
    ensure(0);
    setLittleEndian(size - count, value, count);
  }

  void addBigEndian(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      add((int) (value >>> (Byte.SIZE * i)));
    }
  }

  void setLittleEndian(int offset, long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  byte[] build() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int count) {
    long needed = (long) size + count;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * needed, 1 << 30)));
    }
  }
}
