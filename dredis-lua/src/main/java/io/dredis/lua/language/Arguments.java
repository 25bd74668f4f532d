package io.dredis.lua.language;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a library function was called with, read as C functions read it: numbers and strings stand
 * in for each other, anything else is a {@code bad argument}. Indexes count from 1.
 */
public record Arguments(Machine machine, Varargs values) {

  public int count() {
    return values.narg();
  }

  public LuaValue get(int index) {
    return values.arg(index);
  }

  public boolean isAbsent(int index) {
    return index > values.narg();
  }

  public boolean isNilOrAbsent(int index) {
    return values.arg(index).isnil();
  }

  /** Any value that is there, nil included. */
  LuaValue any(int index) {
    if (isAbsent(index)) {
      throw Failure.argument(index, "value expected");
    }
    return values.arg(index);
  }

  public LuaString string(int index) {
    LuaString string = Numbers.string(values.arg(index));
    if (string == null) {
      throw typeError(index, "string");
    }
    return string;
  }

  LuaString string(int index, LuaString otherwise) {
    return isNilOrAbsent(index) ? otherwise : string(index);
  }

  public double number(int index) {
    LuaNumber number = Numbers.from(values.arg(index));
    if (number == null) {
      throw typeError(index, "number");
    }
    return number.todouble();
  }

  double number(int index, double otherwise) {
    return isNilOrAbsent(index) ? otherwise : number(index);
  }

  /** A number as C casts it to an integer of 64 bits. */
  public long integer(int index) {
    return Numbers.toLong(number(index));
  }

  public long integer(int index, long otherwise) {
    return isNilOrAbsent(index) ? otherwise : integer(index);
  }

  /** A number as C casts it to an integer of 32 bits. */
  int smallInteger(int index) {
    return Numbers.toInt(number(index));
  }

  int smallInteger(int index, int otherwise) {
    return isNilOrAbsent(index) ? otherwise : smallInteger(index);
  }

  public Table table(int index) {
    if (values.arg(index) instanceof Table table) {
      return table;
    }
    throw typeError(index, "table");
  }

  LuaValue function(int index) {
    LuaValue value = values.arg(index);
    if (!value.isfunction()) {
      throw typeError(index, "function");
    }
    return value;
  }

  Failure typeError(int index, String expected) {
    String found = isAbsent(index) ? "no value" : values.arg(index).typename();
    return error(index, expected + " expected, got " + found);
  }

  /** {@code bad argument #1 to 'name' (problem)}; the call knows the name. */
  public Failure error(int index, String problem) {
    return Failure.argument(index, problem);
  }
}
