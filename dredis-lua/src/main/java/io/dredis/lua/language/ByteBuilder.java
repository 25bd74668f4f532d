package io.dredis.lua.language;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** A string in the making, within the limits of {@link Memory}. */
final class ByteBuilder {

  private byte[] bytes = new byte[64];
  private int length;

  private void reserve(int more) {
    long needed = (long) length + more;
    if (needed > bytes.length) {
      long room = Math.min(Math.max(needed, 2L * bytes.length), Memory.MAX_STRING_BYTES);
      Memory.allocateString(Math.max(needed, room));
      bytes = Arrays.copyOf(bytes, (int) room);
    }
  }

  void append(LuaString string) {
    append(string, 0, string.m_length);
  }

  void append(LuaString string, int from, int toExclusive) {
    int count = toExclusive - from;
    reserve(count);
    System.arraycopy(string.m_bytes, string.m_offset + from, bytes, length, count);
    length += count;
  }

  void append(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  /** Appends characters, each as one byte. */
  void append(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** Makes it the string; nothing may be appended afterwards. */
  LuaString toLuaString() {
    return LuaString.valueUsing(bytes, 0, length);
  }
}
