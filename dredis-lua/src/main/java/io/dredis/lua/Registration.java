package io.dredis.lua;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Bytes;
import io.dredis.lua.language.Closure;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The functions that a library registers while it is loaded: {@code redis.register_function}, in
 * both forms.
 */
final class Registration {

  private static final List<String> FLAGS =
      List.of("no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys");

  private final List<LibraryFunction> functions = new ArrayList<>();

  List<LibraryFunction> functions() {
    return functions;
  }

  Varargs register(Arguments a) {
    if (a.count() < 1 || a.count() > 2) {
      throw RedisLibrary.error("wrong number of arguments to redis.register_function");
    }
    if (a.count() == 2) {
      registerPositional(a);
    } else {
      registerNamed(a.get(1));
    }
    return LuaValue.NONE;
  }

  private void registerPositional(Arguments a) {
    LuaString name = Numbers.string(a.get(1));
    if (name == null) {
      throw RedisLibrary.error("first argument to redis.register_function must be a string");
    }
    if (!(a.get(2) instanceof LuaFunction function)) {
      throw RedisLibrary.error("second argument to redis.register_function must be a function");
    }
    add(name, null, Set.of(), function);
  }

  private void registerNamed(LuaValue argument) {
    if (!(argument instanceof Table table)) {
      throw RedisLibrary.error(
          "calling redis.register_function with a single argument is only applicable to Lua table"
              + " (representing named arguments).");
    }
    LuaString name = null;
    LuaString description = null;
    LuaFunction callback = null;
    Set<String> flags = Set.of();
    for (Varargs entry = table.next(LuaValue.NIL);
        !entry.isnil(1);
        entry = table.next(entry.arg(1))) {
      LuaValue value = entry.arg(2);
      String key =
          entry.arg(1) instanceof LuaString string
              ? string.tojstring().toLowerCase(java.util.Locale.ROOT)
              : "";
      switch (key) {
        case "function_name" -> name = string(value, key);
        case "description" -> description = string(value, key);
        case "callback" -> callback = callback(value);
        case "flags" -> flags = flags(value);
        default -> throw RedisLibrary.error("unknown argument given to redis.register_function");
      }
    }
    if (name == null) {
      throw RedisLibrary.error("redis.register_function must get a function name argument");
    }
    if (callback == null) {
      throw RedisLibrary.error("redis.register_function must get a callback argument");
    }
    add(name, description, flags, callback);
  }

  private static LuaString string(LuaValue value, String argument) {
    LuaString string = Numbers.string(value);
    if (string == null) {
      throw RedisLibrary.error(
          argument + " argument given to redis.register_function must be a string");
    }
    return string;
  }

  private static LuaFunction callback(LuaValue value) {
    if (value instanceof Closure closure) {
      return closure;
    }
    throw RedisLibrary.error(
        "callback argument given to redis.register_function must be a function");
  }

  private static Set<String> flags(LuaValue value) {
    if (!(value instanceof Table table)) {
      throw RedisLibrary.error(
          "flags argument to redis.register_function must be a table representing function flags");
    }
    Set<String> given = new LinkedHashSet<>();
    for (int i = 1; !table.rawget(i).isnil(); i++) {
      LuaValue flag = table.rawget(i);
      String name = flag instanceof LuaString string ? Conversion.latin(Bytes.of(string)) : "";
      if (flag instanceof LuaInteger || !FLAGS.contains(name)) {
        throw RedisLibrary.error("unknown flag given");
      }
      given.add(name);
    }
    Set<String> ordered = new LinkedHashSet<>(FLAGS);
    ordered.retainAll(given);
    return ordered;
  }

  private void add(
      LuaString nameBytes, LuaString description, Set<String> flags, LuaFunction function) {
    String name = Conversion.latin(Bytes.of(nameBytes));
    if (!name.matches("[A-Za-z0-9_]+")) {
      throw RedisLibrary.error(
          "Library names can only contain letters, numbers, or underscores(_) and must be at least"
              + " one character long");
    }
    if (functions.stream().anyMatch(other -> other.name().equals(name))) {
      throw RedisLibrary.error("Function already exists in the library");
    }
    String text = description == null ? null : Conversion.latin(Bytes.of(description));
    functions.add(new LibraryFunction(name, text, flags, function));
  }
}
