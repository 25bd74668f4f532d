package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/** Finds a string in a string. */
final class Search {

  private static final int CHECK_EVERY = 0xffff;

  private Search() {}

  /** Where it first occurs from a place on, negative if it does not. */
  static int indexOf(Machine machine, LuaString string, LuaString wanted, int from) {
    int last = string.m_length - wanted.m_length;
    for (int i = from; i <= last; i++) {
      if ((i & CHECK_EVERY) == 0) {
        machine.check();
      }
      if (isAt(string, wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(LuaString string, LuaString wanted, int at) {
    byte[] a = string.m_bytes;
    byte[] b = wanted.m_bytes;
    int start = string.m_offset + at;
    for (int i = 0; i < wanted.m_length; i++) {
      if (a[start + i] != b[wanted.m_offset + i]) {
        return false;
      }
    }
    return true;
  }
}
