package io.dredis.lua.language;

import java.util.function.Supplier;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The functions that are no library's: {@code pairs}, {@code pcall}, {@code tostring} and the like.
 */
final class BaseLibrary {

  private static final LuaString TO_STRING = LuaValue.valueOf("__tostring");
  private static final LuaString METATABLE = LuaValue.valueOf("__metatable");
  private static final LuaString DEFAULT_CHUNK = LuaValue.valueOf("=(load)");

  /** As many values, arguments included, may a function have on the stack in C. */
  private static final int MAX_STACK = 8000;

  private BaseLibrary() {}

  static void addTo(Machine machine, Table globals) {
    Library library = new Library(machine, globals);
    addTraversal(machine, library);
    addRawAccess(library);
    addErrors(library);
    addConversions(library);
    addMetatables(library);
    addLoading(library);
    addMemory(library);
    globals.rawset("_VERSION", LuaValue.valueOf("Lua 5.1"));
    globals.rawset("_G", globals);
  }

  private static void addTraversal(Machine machine, Library library) {
    library.add("next", a -> a.table(1).next(a.get(2)));
    LuaValue next = library.table().rawget("next");
    library.add("pairs", a -> Values.of(new LuaValue[] {next, a.table(1), LuaValue.NIL}));
    LuaValue step = new Native(machine, BaseLibrary::nextElement);
    library.add("ipairs", a -> Values.of(new LuaValue[] {step, a.table(1), LuaInteger.valueOf(0)}));
    library.add("select", BaseLibrary::select);
    library.add("unpack", BaseLibrary::unpack);
  }

  private static Varargs nextElement(Arguments a) {
    int index = a.smallInteger(2) + 1;
    LuaValue value = a.table(1).rawget(index);
    return value.isnil() ? LuaValue.NIL : LuaValue.varargsOf(LuaInteger.valueOf(index), value);
  }

  private static Varargs select(Arguments a) {
    if (a.get(1) instanceof LuaString string && string.m_length > 0 && string.charAt(0) == '#') {
      return LuaInteger.valueOf(a.count() - 1);
    }
    long index = a.integer(1);
    if (index < 0) {
      index = a.count() + index;
    } else if (index > a.count()) {
      index = a.count();
    }
    if (index < 1) {
      throw Failure.argument(1, "index out of range");
    }
    return Values.from(a.values(), (int) index + 1);
  }

  private static Varargs unpack(Arguments a) {
    Table table = a.table(1);
    int from = a.smallInteger(2, 1);
    int to = a.isNilOrAbsent(3) ? table.length() : a.smallInteger(3);
    if (from > to) {
      return LuaValue.NONE;
    }
    long count = (long) to - from + 1;
    if (count + a.count() > MAX_STACK) {
      throw new Failure("too many results to unpack");
    }
    LuaValue[] values = new LuaValue[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = table.rawget(from + i);
    }
    return Values.of(values);
  }

  private static void addRawAccess(Library library) {
    library.add("rawget", a -> a.table(1).rawget(a.any(2)));
    library.add(
        "rawset",
        a -> {
          Table table = a.table(1);
          a.any(2);
          a.any(3);
          if (!table.isWritable()) {
            throw Failure.ofOperation("Attempt to modify a readonly table");
          }
          table.set(a.get(2), a.get(3));
          return table;
        });
    library.add("rawequal", a -> LuaValue.valueOf(Operations.rawEqual(a.any(1), a.any(2))));
  }

  private static void addErrors(Library library) {
    library.add("error", BaseLibrary::error);
    library.add("assert", BaseLibrary::assertTrue);
    library.add(
        "pcall",
        a -> {
          LuaValue function = a.any(1);
          Varargs rest = Values.from(a.values(), 2);
          return protect(
              a.machine(),
              () -> Operations.callable(a.machine(), function, null).invoke(rest),
              null);
        });
    library.add(
        "xpcall",
        a -> {
          LuaValue handler = a.any(2);
          LuaValue function = a.get(1);
          return protect(
              a.machine(),
              () -> Operations.callable(a.machine(), function, null).invoke(),
              handler);
        });
  }

  private static Varargs error(Arguments a) {
    int level = a.smallInteger(2, 1);
    LuaValue message = a.get(1);
    LuaString text = Numbers.string(message);
    throw text != null && level > 0 ? new Failure(text, level) : new Failure(message);
  }

  private static Varargs assertTrue(Arguments a) {
    if (!a.any(1).toboolean()) {
      throw new Failure(a.string(2, LuaValue.valueOf("assertion failed!")), 1);
    }
    return a.values();
  }

  /** Calls, and turns an error into false and its value; an {@link Interruption} passes. */
  private static Varargs protect(Machine machine, Supplier<Varargs> call, LuaValue handler) {
    Machine.Depth depth = machine.depth();
    try {
      machine.enterForeign();
      Varargs results = call.get();
      machine.leaveForeign();
      return Values.of(LuaValue.TRUE, results);
    } catch (LuaError e) {
      machine.setDepth(depth);
      return failed(machine, Failure.of(e).value(), handler);
    } catch (StackOverflowError e) {
      machine.setDepth(depth);
      return failed(machine, LuaValue.valueOf("stack overflow"), handler);
    }
  }

  private static Varargs failed(Machine machine, LuaValue value, LuaValue handler) {
    machine.check();
    if (handler == null) {
      return Values.of(new LuaValue[] {LuaValue.FALSE, value});
    }
    if (!(handler instanceof LuaFunction function)) {
      return Values.of(new LuaValue[] {LuaValue.FALSE, value});
    }
    try {
      return Values.of(
          new LuaValue[] {LuaValue.FALSE, machine.foreign(() -> function.call(value))});
    } catch (LuaError e) {
      return Values.of(
          new LuaValue[] {LuaValue.FALSE, LuaValue.valueOf("error in error handling")});
    }
  }

  private static void addConversions(Library library) {
    library.add("type", a -> LuaValue.valueOf(a.any(1).typename()));
    library.add("tostring", a -> tostring(a.machine(), a.any(1)));
    library.add("tonumber", BaseLibrary::tonumber);
  }

  static LuaValue tostring(Machine machine, LuaValue value) {
    LuaValue handler = Operations.metamethod(machine, value, TO_STRING);
    if (!handler.isnil()) {
      return machine.callMeta(handler, value, LuaValue.NIL);
    }
    LuaString string = Numbers.string(value);
    if (string != null) {
      return string;
    }
    return switch (value.type()) {
      case LuaValue.TNIL, LuaValue.TBOOLEAN -> LuaValue.valueOf(value.tojstring());
      case LuaValue.TUSERDATA -> LuaValue.valueOf(value.tojstring());
      default -> LuaValue.valueOf(Operations.address(value.typename(), value));
    };
  }

  private static LuaValue tonumber(Arguments a) {
    int base = a.smallInteger(2, 10);
    if (base == 10) {
      LuaNumber number = Numbers.from(a.any(1));
      return number == null ? LuaValue.NIL : number;
    }
    LuaString digits = a.string(1);
    if (base < 2 || base > 36) {
      throw Failure.argument(2, "base out of range");
    }
    return IntegerReader.read(digits, base);
  }

  private static void addMetatables(Library library) {
    library.add("getmetatable", BaseLibrary::getmetatable);
    library.add("setmetatable", BaseLibrary::setmetatable);
  }

  private static LuaValue getmetatable(Arguments a) {
    Table metatable = Operations.metatable(a.machine(), a.any(1));
    if (metatable == null) {
      return LuaValue.NIL;
    }
    LuaValue shown = metatable.getString(METATABLE);
    return shown.isnil() ? metatable : shown;
  }

  private static LuaValue setmetatable(Arguments a) {
    Table table = a.table(1);
    LuaValue metatable = a.get(2);
    if (a.isAbsent(2) || !(metatable.isnil() || metatable.istable())) {
      throw Failure.argument(2, "nil or table expected");
    }
    if (table.metatable() != null && !table.metatable().getString(METATABLE).isnil()) {
      throw new Failure("cannot change a protected metatable");
    }
    if (!table.isWritable()) {
      throw Failure.ofOperation("Attempt to modify a readonly table");
    }
    table.setMetatable(metatable instanceof Table chosen ? chosen : null);
    return table;
  }

  private static void addLoading(Library library) {
    library.add(
        "loadstring",
        a -> {
          LuaString code = a.string(1);
          return load(a.machine(), library.table(), Bytes.of(code), a.string(2, code));
        });
    library.add("load", a -> loadPieces(a, library.table()));
  }

  private static Varargs loadPieces(Arguments a, Table globals) {
    LuaValue function = a.function(1);
    LuaString name = a.string(2, DEFAULT_CHUNK);
    java.io.ByteArrayOutputStream code = new java.io.ByteArrayOutputStream();
    try {
      while (true) {
        LuaValue piece = a.machine().foreign(function::call);
        if (piece.isnil()) {
          break;
        }
        LuaString string = Numbers.string(piece);
        if (string == null) {
          return Values.of(
              new LuaValue[] {
                LuaValue.NIL, LuaValue.valueOf("reader function must return a string")
              });
        }
        if (string.m_length == 0) {
          break;
        }
        Memory.allocateString((long) code.size() + string.m_length);
        code.write(string.m_bytes, string.m_offset, string.m_length);
      }
    } catch (LuaError e) {
      return Values.of(new LuaValue[] {LuaValue.NIL, Failure.of(e).value()});
    }
    return load(a.machine(), globals, code.toByteArray(), name);
  }

  private static Varargs load(Machine machine, Table globals, byte[] code, LuaString name) {
    try {
      return Closure.main(machine, Parser.parse(code, name, machine.foreignCalls() + 1), globals);
    } catch (Failure e) {
      return Values.of(new LuaValue[] {LuaValue.NIL, e.value()});
    }
  }

  private static void addMemory(Library library) {
    library.add("gcinfo", a -> Numbers.of(usedKilobytes()));
    library.add(
        "collectgarbage",
        a -> {
          String option = a.string(1, LuaValue.valueOf("collect")).tojstring();
          return switch (option) {
            case "count" -> Numbers.of(usedKilobytes());
            case "collect", "stop", "restart" -> LuaInteger.valueOf(0);
            case "step" -> LuaValue.TRUE;
            case "setpause", "setstepmul" -> LuaInteger.valueOf(200);
            default -> throw Failure.argument(1, "invalid option '" + option + "'");
          };
        });
  }

  private static double usedKilobytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
  }
}
