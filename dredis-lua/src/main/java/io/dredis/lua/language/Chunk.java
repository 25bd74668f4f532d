package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/**
 * A piece of source code that was compiled, by its name.
 *
 * @param source {@code @} and a name, {@code =} and a name, or the code itself
 */
record Chunk(LuaString source) {

  /**
   * The room of the C implementation for it in errors of running code, and in those of the
   * compiler.
   */
  private static final int RUNTIME_SIZE = 60;

  private static final int COMPILER_SIZE = 80;

  LuaString shortName() {
    return shortName(RUNTIME_SIZE);
  }

  LuaString compilerName() {
    return shortName(COMPILER_SIZE);
  }

  private LuaString shortName(int size) {
    int length = source.m_length;
    if (length > 0 && (source.charAt(0) == '=' || source.charAt(0) == '@')) {
      return source.substring(1, Math.min(length, size));
    }
    int end = 0;
    while (end < length
        && source.charAt(end) != '\n'
        && source.charAt(end) != '\r'
        && source.charAt(end) != 0) {
      end++;
    }
    int room = size - "[string \"...\"]".length() - 3;
    boolean cut = (end < length && source.charAt(end) != 0) || end > room;
    LuaString text = source.substring(0, Math.min(end, room));
    return Bytes.concat(
        LuaString.valueOf("[string \""), text, LuaString.valueOf(cut ? "...\"]" : "\"]"));
  }
}
