package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A {@code __call} metamethod together with the value that is called, its first argument. */
final class BoundFunction extends VarArgFunction {

  private final LuaValue function;
  private final LuaValue first;

  BoundFunction(LuaValue function, LuaValue first) {
    this.function = function;
    this.first = first;
  }

  @Override
  public Varargs invoke(Varargs arguments) {
    return function.invoke(Values.of(first, arguments));
  }
}
