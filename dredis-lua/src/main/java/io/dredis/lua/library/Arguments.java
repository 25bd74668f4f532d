package io.dredis.lua.library;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a library function was called with, read as C functions read it: numbers and strings stand
 * in for each other, anything else is a {@code bad argument}. Indexes count from 1.
 */
record Arguments(String function, Varargs values) {

  int count() {
    return values.narg();
  }

  LuaValue get(int index) {
    return values.arg(index);
  }

  boolean isAbsent(int index) {
    return index > count();
  }

  boolean isNil(int index) {
    return values.arg(index).isnil();
  }

  /** Returns a string, or the text of a number. */
  LuaString string(int index) {
    LuaValue value = values.arg(index);
    if (value instanceof LuaString string) {
      return string;
    }
    if (value instanceof LuaNumber number) {
      return LuaString.valueOf(NumberText.format(number.todouble(), NumberText.LUA_DIGITS));
    }
    throw typeError(index, "string");
  }

  /** Returns a number, or what a string says in digits. */
  double number(int index) {
    LuaValue value = values.arg(index);
    if (value instanceof LuaNumber number) {
      return number.todouble();
    }
    if (value instanceof LuaString string) {
      LuaValue number = string.tonumber();
      if (!number.isnil()) {
        return number.todouble();
      }
    }
    throw typeError(index, "number");
  }

  /** Returns a number without its fraction, as a cast of C does. */
  long integer(int index) {
    return CNumbers.toLong(number(index));
  }

  long integer(int index, long fallback) {
    return isNil(index) ? fallback : integer(index);
  }

  LuaError typeError(int index, String expected) {
    String found = isAbsent(index) ? "no value" : values.arg(index).typename();
    return error(index, expected + " expected, got " + found);
  }

  LuaError error(int index, String problem) {
    return new LuaError("bad argument #" + index + " to '" + function + "' (" + problem + ")");
  }
}
