package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/** Strings as the bytes that they are. */
public final class Bytes {

  private Bytes() {}

  static LuaString concat(LuaString... parts) {
    int length = 0;
    for (LuaString part : parts) {
      length += part.m_length;
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (LuaString part : parts) {
      System.arraycopy(part.m_bytes, part.m_offset, bytes, at, part.m_length);
      at += part.m_length;
    }
    return LuaString.valueUsing(bytes);
  }

  /** A copy of a string's bytes. */
  public static byte[] of(LuaString string) {
    byte[] bytes = new byte[string.m_length];
    System.arraycopy(string.m_bytes, string.m_offset, bytes, 0, bytes.length);
    return bytes;
  }

  /** Orders strings by their unsigned bytes. */
  static int compare(LuaString a, LuaString b) {
    return java.util.Arrays.compareUnsigned(
        a.m_bytes,
        a.m_offset,
        a.m_offset + a.m_length,
        b.m_bytes,
        b.m_offset,
        b.m_offset + b.m_length);
  }
}
