package io.dredis.lua.language;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The operators on numbers. */
enum Arithmetic {
  ADD("__add"),
  SUBTRACT("__sub"),
  MULTIPLY("__mul"),
  DIVIDE("__div"),
  MODULO("__mod"),
  POWER("__pow"),
  NEGATE("__unm");

  @SuppressWarnings("ImmutableEnumChecker") // LuaJ does not say so, but a string is never changed.
  final LuaString event;

  Arithmetic(String event) {
    this.event = LuaValue.valueOf(event);
  }

  double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a - Math.floor(a / b) * b;
      case POWER -> power(a, b);
      case NEGATE -> -a;
    };
  }

  /** C's {@code pow}, which differs from Java's where 1 meets what is no number. */
  static double power(double a, double b) {
    if (a == 1 || (a == -1 && Double.isInfinite(b))) {
      return 1;
    }
    return b == 2 ? a * a : Math.pow(a, b);
  }
}
