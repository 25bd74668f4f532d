package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/** A line of a chunk. */
record Place(Chunk chunk, int line) {

  LuaString source() {
    return chunk.source();
  }

  /** What an error's text begins with: {@code user_script:1: }. */
  LuaString prefix() {
    return Bytes.concat(chunk.shortName(), LuaString.valueOf(":" + line + ": "));
  }
}
