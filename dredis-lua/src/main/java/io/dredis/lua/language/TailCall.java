package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a function returns that ends with a call: the call is made after it has left the stack.
 * Never seen by scripts.
 */
final class TailCall extends Varargs {

  final Closure function;
  final Varargs arguments;

  TailCall(Closure function, Varargs arguments) {
    this.function = function;
    this.arguments = arguments;
  }

  /** Runs the function; what it returns may be such a call again. */
  Varargs proceed() {
    try {
      return function.runOnce(function.bind(arguments), function.rest(arguments));
    } catch (Failure e) {
      e.leaveTail();
      throw e;
    }
  }

  @Override
  public LuaValue arg(int i) {
    throw new IllegalStateException();
  }

  @Override
  public int narg() {
    throw new IllegalStateException();
  }

  @Override
  public LuaValue arg1() {
    throw new IllegalStateException();
  }

  @Override
  public Varargs subargs(int start) {
    throw new IllegalStateException();
  }
}
