package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * One activation of a function: its local variables and what it was called with beyond its
 * parameters.
 */
final class Frame {

  final Machine machine;
  final Closure function;
  final LuaValue[] slots;
  final Varargs varargs;

  Frame(Closure function, LuaValue[] slots, Varargs varargs) {
    this.machine = function.machine;
    this.function = function;
    this.slots = slots;
    this.varargs = varargs;
  }
}
