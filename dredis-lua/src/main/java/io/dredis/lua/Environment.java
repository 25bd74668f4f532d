package io.dredis.lua;

import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Interruption;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Lua;
import io.dredis.lua.language.Table;
import io.dredis.lua.library.BitLibrary;
import io.dredis.lua.library.JsonLibrary;
import io.dredis.lua.library.MessagePackLibrary;
import io.dredis.lua.library.StructLibrary;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The globals that scripts share, or functions do: all of it made once, and read-only. */
final class Environment {

  private static final LuaString INDEX = LuaValue.valueOf("__index");

  private final Lua lua = new Lua();
  private final Table globals = lua.globals();

  Environment() {
    globals.rawset("cjson", JsonLibrary.create(lua.machine()));
    globals.rawset("cmsgpack", MessagePackLibrary.create(lua.machine()));
    allowDeepRecursion("cjson", "encode", "decode");
    allowDeepRecursion("cmsgpack", "pack", "unpack", "unpack_one", "unpack_limit");
    globals.rawset("struct", StructLibrary.create(lua.machine()));
    globals.rawset("bit", BitLibrary.create(lua.machine()));
    Library base = new Library(lua.machine(), globals);
    LuaValue pcall = globals.rawget("pcall");
    base.add(
        "pcall", a -> a.count() == 0 ? callOfNothing() : withPlainError(pcall.invoke(a.values())));
  }

  private void allowDeepRecursion(String library, String... names) {
    Library wrapped = new Library(lua.machine(), (Table) globals.rawget(library));
    for (String name : names) {
      LuaValue function = wrapped.table().rawget(name);
      wrapped.add(name, a -> a.machine().callDeep(function, a.values()));
    }
  }

  /** Redis's own pcall calls what is on its stack then, its result's place. */
  private static Varargs callOfNothing() {
    return LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf("attempt to call a boolean value"));
  }

  /** The error tables of Redis's library reach who catches them as the text that is in them. */
  private Varargs withPlainError(Varargs results) {
    if (!results.toboolean(1) && results.arg(2) instanceof Table table) {
      LuaValue text = lua.field(table, Conversion.ERR);
      if (text.isstring()) {
        return LuaValue.varargsOf(LuaValue.FALSE, text);
      }
    }
    return results;
  }

  Lua lua() {
    return lua;
  }

  Table globals() {
    return globals;
  }

  /** Puts the library {@code redis} in, and allows no change any more. */
  void complete(Table redis) {
    globals.rawset("redis", redis);
    addErrorOnMissing(globals);
    for (Varargs entry = globals.next(LuaValue.NIL);
        !entry.isnil(1);
        entry = globals.next(entry.arg(1))) {
      if (entry.arg(2) instanceof Table table) {
        table.setReadOnly(true);
      }
    }
    lua.stringMetatable().setReadOnly(true);
    globals.setReadOnly(true);
  }

  /** Makes a table complain of fields that it does not have, as Redis's globals do. */
  void addErrorOnMissing(Table table) {
    Table metatable = new Table();
    Library library = new Library(lua.machine(), metatable);
    library.add(
        "__index",
        a -> {
          throw new Failure(
              "Script attempted to access nonexistent global variable '"
                  + a.get(2).tojstring()
                  + "'");
        });
    metatable.setReadOnly(true);
    table.setmetatable(metatable);
  }

  /** Sets a global variable, which scripts cannot. */
  void set(LuaString name, LuaValue value) {
    globals.setReadOnly(false);
    globals.rawset(name, value);
    globals.setReadOnly(true);
  }

  /** Sets where a table finds what it does not have itself. */
  static void setIndex(Table metatable, Table index) {
    metatable.setReadOnly(false);
    metatable.rawset(INDEX, index);
    metatable.setReadOnly(true);
  }

  /** Calls a function; an {@link Interruption} or {@link Failure} comes out as it is. */
  Varargs call(LuaValue function, Varargs arguments) {
    return lua.call(function, arguments);
  }
}
