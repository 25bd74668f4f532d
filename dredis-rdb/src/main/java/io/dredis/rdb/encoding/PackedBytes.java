package io.dredis.rdb.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of one packed value, read only where there are any. */
final class PackedBytes {
  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final String form;
  private final byte[] bytes;

  /**
   * Bytes in a form that errors call by its name.
   *
   * @param minimumBytes how many there are in an empty value
   */
  PackedBytes(String form, byte[] bytes, int minimumBytes) throws CorruptEncodingException {
    this.form = form;
    this.bytes = bytes;
    if (bytes.length < minimumBytes) {
      throw corrupt(bytes.length, "it ends inside its header");
    }
  }

  int length() {
    return bytes.length;
  }

  /** Checks that a number of bytes stand at an offset. */
  void require(int offset, long count) throws CorruptEncodingException {
    if (count > bytes.length - offset) {
      throw corrupt(
          offset,
          count + " bytes should follow, but " + Math.max(0, bytes.length - offset) + " do");
    }
  }

  int unsignedByte(int offset) throws CorruptEncodingException {
    require(offset, 1);
    return bytes[offset] & 0xff;
  }

  int littleEndianShort(int offset) throws CorruptEncodingException {
    return (int) littleEndian(offset, Short.BYTES) & 0xffff;
  }

  long littleEndianUnsignedInt(int offset) throws CorruptEncodingException {
    require(offset, Integer.BYTES);
    return (int) LITTLE_ENDIAN_INT.get(bytes, offset) & 0xffffffffL;
  }

  long bigEndianUnsignedInt(int offset) throws CorruptEncodingException {
    return Integer.reverseBytes((int) littleEndianUnsignedInt(offset)) & 0xffffffffL;
  }

  /** Reads a signed number of one to eight bytes. */
  long littleEndian(int offset, int count) throws CorruptEncodingException {
    require(offset, count);
    if (count == Long.BYTES) {
      return (long) LITTLE_ENDIAN_LONG.get(bytes, offset);
    }
    // From the top byte, which carries the sign, downwards.
    long value = bytes[offset + count - 1];
    for (int i = count - 2; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  byte[] copy(int from, int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  CorruptEncodingException corrupt(int offset, String why) {
    return new CorruptEncodingException(
        form + " of " + bytes.length + " bytes is corrupt at its byte " + offset + ": " + why);
  }
}
