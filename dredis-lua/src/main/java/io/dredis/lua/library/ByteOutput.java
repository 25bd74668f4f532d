package io.dredis.lua.library;

import io.dredis.lua.language.Failure;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** A growing row of bytes that becomes a Lua string. */
final class ByteOutput {
  /**
   * The longest string a library makes. Tables that share others describe output of any size in a
   * few lines, and a reply or an argument could not be longer anyway.
   */
  static final int MAX_LENGTH = 512 << 20;

  private byte[] bytes;
  private int length;

  ByteOutput(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void put(int value) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length++] = (byte) value;
  }

  void put(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  void put(LuaString string) {
    put(string.m_bytes, string.m_offset, string.m_length);
  }

  void putAscii(String text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** Appends the lowest {@code size} bytes of a value, most significant first. */
  void putBigEndian(long value, int size) {
    reserve(size);
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void putZeros(int count) {
    reserve(count);
    Arrays.fill(bytes, length, length + count, (byte) 0);
    length += count;
  }

  LuaString toLuaString() {
    return LuaString.valueUsing(Arrays.copyOf(bytes, length));
  }

  private void reserve(int count) {
    if (count > MAX_LENGTH - length) {
      throw new Failure("not enough memory");
    }
    if (count > bytes.length - length) {
      long doubled = Math.min(2L * bytes.length, MAX_LENGTH);
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(doubled, length + count)));
    }
  }
}
