package io.dredis.lua.language;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** Finds a string in a string. */
final class Search {

  private static final int CHECK_EVERY_BYTES = 1 << 20;

  private Search() {}

  /** Where it first occurs from a place on, negative if it does not. */
  static int indexOf(Machine machine, LuaString string, LuaString wanted, int from) {
    int last = string.m_length - wanted.m_length;
    long compared = 0;
    for (int i = from; i <= last; i++) {
      int same = commonPrefix(string, wanted, i);
      if (same < 0) {
        return i;
      }
      compared += same + 1L;
      if (compared > CHECK_EVERY_BYTES) {
        machine.check();
        compared = 0;
      }
    }
    return -1;
  }

  /** How many bytes are the same before the first other one; negative if there is no other. */
  private static int commonPrefix(LuaString string, LuaString wanted, int at) {
    int start = string.m_offset + at;
    return Arrays.mismatch(
        string.m_bytes,
        start,
        start + wanted.m_length,
        wanted.m_bytes,
        wanted.m_offset,
        wanted.m_offset + wanted.m_length);
  }
}
