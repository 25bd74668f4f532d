package io.dredis.lua.library;

import java.util.function.Function;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A function of a library: its name, as errors call it, and what it does with its arguments. */
final class LibraryFunction extends VarArgFunction {
  private final Function<Arguments, Varargs> body;

  private LibraryFunction(String name, Function<Arguments, Varargs> body) {
    this.name = name;
    this.body = body;
  }

  /** Puts a function into the table of a library. */
  static void addTo(LuaTable library, String name, Function<Arguments, Varargs> body) {
    library.set(name, new LibraryFunction(name, body));
  }

  @Override
  public Varargs invoke(Varargs values) {
    return body.apply(new Arguments(name, values));
  }
}
