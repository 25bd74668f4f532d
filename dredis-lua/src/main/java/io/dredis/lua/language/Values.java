package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A list of arguments or results in an array. LuaJ's own lists chain up when parts are taken of
 * them; this one does not.
 */
final class Values extends Varargs {

  private final LuaValue[] values;
  private final int from;

  private Values(LuaValue[] values, int from) {
    this.values = values;
    this.from = from;
  }

  /** The values of an array, which is kept. */
  static Varargs of(LuaValue[] values) {
    return of(values, 0);
  }

  private static Varargs of(LuaValue[] values, int from) {
    return switch (values.length - from) {
      case 0 -> LuaValue.NONE;
      case 1 -> values[from];
      default -> new Values(values, from);
    };
  }

  /** A value and those after it. */
  static Varargs of(LuaValue first, Varargs rest) {
    int count = rest.narg();
    LuaValue[] all = new LuaValue[count + 1];
    all[0] = first;
    for (int i = 1; i <= count; i++) {
      all[i] = rest.arg(i);
    }
    return of(all);
  }

  /** All from the given one on, which counts from 1. */
  static Varargs from(Varargs list, int start) {
    int count = list.narg();
    if (start == 1) {
      return list;
    }
    if (start > count) {
      return LuaValue.NONE;
    }
    if (list instanceof Values values) {
      return of(values.values, values.from + start - 1);
    }
    LuaValue[] rest = new LuaValue[count - start + 1];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = list.arg(start + i);
    }
    return of(rest);
  }

  @Override
  public LuaValue arg(int i) {
    return i >= 1 && i <= values.length - from ? values[from + i - 1] : LuaValue.NIL;
  }

  @Override
  public int narg() {
    return values.length - from;
  }

  @Override
  public LuaValue arg1() {
    return values[from];
  }

  @Override
  public Varargs subargs(int start) {
    return from(this, start);
  }
}
