package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A function that scripts call and that is written in Java. */
public final class Native extends VarArgFunction {

  /** What it does. */
  @FunctionalInterface
  public interface Body {
    Varargs apply(Arguments arguments);
  }

  private final Machine machine;
  private final Body body;

  public Native(Machine machine, Body body) {
    this.machine = machine;
    this.body = body;
  }

  @Override
  public Varargs invoke(Varargs arguments) {
    return body.apply(new Arguments(machine, arguments));
  }

  @Override
  public LuaValue call() {
    return invoke(NONE).arg1();
  }

  @Override
  public LuaValue call(LuaValue a) {
    return invoke(a).arg1();
  }

  @Override
  public LuaValue call(LuaValue a, LuaValue b) {
    return invoke(Values.of(new LuaValue[] {a, b})).arg1();
  }

  @Override
  public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
    return invoke(Values.of(new LuaValue[] {a, b, c})).arg1();
  }

  @Override
  public String tojstring() {
    return Operations.address("function", this);
  }
}
