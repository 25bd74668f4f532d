package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code coroutine}. */
final class CoroutineLibrary {

  private CoroutineLibrary() {}

  static Table create(Machine machine) {
    Library library = new Library(machine, new Table());
    library.add("create", a -> new Coroutine(a.machine(), luaFunction(a)));
    library.add("resume", CoroutineLibrary::resume);
    library.add("running", a -> orNil(a.machine().coroutine()));
    library.add("status", a -> LuaValue.valueOf(coroutine(a).status()));
    library.add(
        "wrap",
        a -> {
          Coroutine coroutine = new Coroutine(a.machine(), luaFunction(a));
          return new Native(a.machine(), inner -> resumeOrThrow(coroutine, inner));
        });
    library.add("yield", a -> a.machine().suspend(a.values()));
    return library.table();
  }

  private static LuaValue orNil(LuaValue value) {
    return value == null ? LuaValue.NIL : value;
  }

  private static Closure luaFunction(Arguments a) {
    if (a.get(1) instanceof Closure closure) {
      return closure;
    }
    throw Failure.argument(1, "Lua function expected");
  }

  private static Coroutine coroutine(Arguments a) {
    if (a.get(1) instanceof Coroutine coroutine) {
      return coroutine;
    }
    throw Failure.argument(1, "coroutine expected");
  }

  private static Varargs resume(Arguments a) {
    Coroutine coroutine = coroutine(a);
    try {
      return Values.of(LuaValue.TRUE, coroutine.resume(Values.from(a.values(), 2)));
    } catch (LuaError e) {
      return Values.of(new LuaValue[] {LuaValue.FALSE, Failure.of(e).value()});
    } catch (StackOverflowError e) {
      return Values.of(new LuaValue[] {LuaValue.FALSE, LuaValue.valueOf("stack overflow")});
    }
  }

  private static Varargs resumeOrThrow(Coroutine coroutine, Arguments a) {
    try {
      return coroutine.resume(a.values());
    } catch (LuaError e) {
      LuaValue value = Failure.of(e).value();
      throw value instanceof LuaString string ? new Failure(string, 1) : new Failure(value);
    }
  }
}
