package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;

/** An expression that can be assigned to. */
abstract class Target extends Node {

  /** Evaluates what it consists of and assigns; for an assignment to it alone. */
  abstract void assign(Frame frame, Node value);

  /** How many values {@link #prepare} gives: 2 for a table and a key, 0 for a variable. */
  int preparedSize() {
    return 0;
  }

  /** Evaluates what it consists of, before the values of a multiple assignment are. */
  void prepare(Frame frame, LuaValue[] into, int at) {}

  /** Assigns to what was prepared. */
  abstract void store(Frame frame, LuaValue[] prepared, int at, LuaValue value);
}
