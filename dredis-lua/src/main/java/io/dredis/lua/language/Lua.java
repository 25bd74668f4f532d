package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua 5.1: a machine, the standard library's functions, and how code is compiled and called. */
public final class Lua {

  private final Machine machine = new Machine();
  private final Random48 random = new Random48();
  private final Table globals = new Table();

  /** Makes the functions that Redis offers; what else Lua has, scripts do not see. */
  public Lua() {
    BaseLibrary.addTo(machine, globals);
    Table strings = StringLibrary.create(machine);
    globals.rawset("string", strings);
    StringLibrary.addMetatable(machine, strings);
    globals.rawset("table", TableLibrary.create(machine));
    globals.rawset("math", MathLibrary.create(machine, random));
    globals.rawset("coroutine", CoroutineLibrary.create(machine));
  }

  public Machine machine() {
    return machine;
  }

  public Random48 random() {
    return random;
  }

  public Table globals() {
    return globals;
  }

  /** The metatable of all strings. */
  public Table stringMetatable() {
    return machine.stringMetatable();
  }

  /**
   * Compiles a chunk.
   *
   * @param name {@code @} and a name, {@code =} and a name, or the code itself
   * @throws Failure that says where it is no Lua
   */
  public Closure compile(byte[] code, String name) {
    return Closure.main(machine, Parser.parse(code, LuaString.valueOf(name), 0), globals);
  }

  /** Reads a field as scripts do, by its metatable if it is not there; nil where that fails. */
  public LuaValue field(Table table, LuaString key) {
    try {
      return Operations.index(machine, table, key, null);
    } catch (LuaError e) {
      return LuaValue.NIL;
    }
  }

  /**
   * Calls a function; whatever goes wrong within comes out as a {@link Failure} or {@link
   * Interruption}.
   */
  public Varargs call(LuaValue function, Varargs arguments) {
    try {
      return function.invoke(arguments);
    } catch (StackOverflowError e) {
      throw new Failure(LuaValue.valueOf("stack overflow"));
    } catch (OutOfMemoryError e) {
      throw new Failure(LuaValue.valueOf("not enough memory"));
    } catch (LuaError e) {
      throw Failure.of(e);
    }
  }
}
