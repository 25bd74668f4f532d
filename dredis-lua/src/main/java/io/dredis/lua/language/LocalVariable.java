package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/** A local variable of a function that is being parsed. */
final class LocalVariable {

  final LuaString name;
  final int slot;

  /** Whether a nested function uses it. Known when the function around is parsed to its end. */
  boolean captured;

  LocalVariable(LuaString name, int slot) {
    this.name = name;
    this.slot = slot;
  }

  /** Gives it its first value. */
  void declare(Frame frame, org.luaj.vm2.LuaValue value) {
    frame.slots[slot] = captured ? new Cell(value) : value;
  }
}
