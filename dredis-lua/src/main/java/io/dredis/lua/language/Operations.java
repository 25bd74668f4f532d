package io.dredis.lua.language;

import java.util.Locale;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What the operators do with values that the quick paths do not handle: metamethods, conversions,
 * errors.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
public final class Operations {

  private static final int MAX_INDEX_CHAIN = 100;

  static final LuaString EQ = LuaValue.valueOf("__eq");
  static final LuaString LT = LuaValue.valueOf("__lt");
  static final LuaString LE = LuaValue.valueOf("__le");
  static final LuaString UNM = LuaValue.valueOf("__unm");
  static final LuaString LEN = LuaValue.valueOf("__len");
  static final LuaString CONCAT = LuaValue.valueOf("__concat");
  static final LuaString CALL = LuaValue.valueOf("__call");
  static final LuaString INDEX = LuaValue.valueOf("__index");
  static final LuaString NEWINDEX = LuaValue.valueOf("__newindex");

  private Operations() {}

  /** The metatable of a value, null if it has none. */
  static Table metatable(Machine machine, LuaValue value) {
    if (value instanceof Table table) {
      return table.metatable();
    }
    return value instanceof LuaString ? machine.stringMetatable() : null;
  }

  /** A metamethod, nil if there is none. */
  static LuaValue metamethod(Machine machine, LuaValue value, LuaString event) {
    Table metatable = metatable(machine, value);
    return metatable == null ? LuaValue.NIL : metatable.getString(event);
  }

  static Failure typeError(String operation, LuaValue value, Name name) {
    String type = value.typename();
    return Failure.ofOperation(
        "attempt to "
            + operation
            + (name == null ? " a " + type + " value" : " " + name + " (a " + type + " value)"));
  }

  static LuaValue index(Machine machine, LuaValue object, LuaValue key, Name name) {
    LuaValue value = object;
    Name valueName = name;
    for (int i = 0; i < MAX_INDEX_CHAIN; i++) {
      LuaValue handler;
      if (value instanceof Table table) {
        LuaValue found = table.rawget(key);
        if (found != LuaValue.NIL || table.metatable() == null) {
          return found;
        }
        handler = table.metatable().getString(INDEX);
        if (handler.isnil()) {
          return LuaValue.NIL;
        }
      } else {
        handler = metamethod(machine, value, INDEX);
        if (handler.isnil()) {
          throw typeError("index", value, valueName);
        }
      }
      if (handler instanceof LuaFunction) {
        return machine.callMeta(handler, value, key);
      }
      value = handler;
      valueName = null;
    }
    throw Failure.ofOperation("loop in gettable");
  }

  static void setIndex(
      Machine machine, LuaValue object, LuaValue key, LuaValue newValue, Name name) {
    LuaValue value = object;
    Name valueName = name;
    for (int i = 0; i < MAX_INDEX_CHAIN; i++) {
      LuaValue handler;
      if (value instanceof Table table) {
        handler = table.metatable() == null ? LuaValue.NIL : table.metatable().getString(NEWINDEX);
        if (handler.isnil() || !table.rawget(key).isnil()) {
          table.checkWritable();
          table.set(key, newValue);
          return;
        }
      } else {
        handler = metamethod(machine, value, NEWINDEX);
        if (handler.isnil()) {
          throw typeError("index", value, valueName);
        }
      }
      if (handler instanceof LuaFunction function) {
        LuaValue target = value;
        machine.foreign(() -> function.call(target, key, newValue));
        return;
      }
      value = handler;
      valueName = null;
    }
    throw Failure.ofOperation("loop in settable");
  }

  /**
   * The function to call for a value; what has {@code __call} gets itself as the first argument.
   */
  static LuaFunction callable(Machine machine, LuaValue value, Name name) {
    if (value instanceof LuaFunction function) {
      return function;
    }
    LuaValue handler = metamethod(machine, value, CALL);
    if (handler instanceof LuaFunction function) {
      return new BoundFunction(function, value);
    }
    throw typeError("call", value, name);
  }

  static LuaValue arithmetic(
      Machine machine, Arithmetic operator, LuaValue a, LuaValue b, Node left, Node right) {
    LuaNumber x = Numbers.from(a);
    LuaNumber y = Numbers.from(b);
    if (x != null && y != null) {
      return Numbers.of(operator.apply(x.todouble(), y.todouble()));
    }
    LuaValue handler = metamethod(machine, a, operator.event);
    if (handler.isnil()) {
      handler = metamethod(machine, b, operator.event);
    }
    if (!handler.isnil()) {
      return machine.callMeta(handler, a, b);
    }
    boolean isLeft = x == null;
    Node culprit = isLeft ? left : right;
    throw typeError(
        "perform arithmetic on", isLeft ? a : b, culprit == null ? null : culprit.name());
  }

  static LuaValue length(Machine machine, LuaValue value, Node operand) {
    if (value instanceof LuaTable table) {
      return LuaInteger.valueOf(table.length());
    }
    if (value instanceof LuaString string) {
      return LuaInteger.valueOf(string.m_length);
    }
    LuaValue handler = metamethod(machine, value, LEN);
    if (handler.isnil()) {
      throw typeError("get length of", value, operand.name());
    }
    return machine.callMeta(handler, value, LuaValue.NIL);
  }

  /** {@code ==}, with {@code __eq} if both tables have the same. */
  static boolean equal(Machine machine, LuaValue a, LuaValue b) {
    if (a == b) {
      return !(a instanceof LuaNumber number) || !Double.isNaN(number.todouble());
    }
    if (a instanceof Table left && b instanceof Table right) {
      if (left.metatable() == null || right.metatable() == null) {
        return false;
      }
      LuaValue handler = left.metatable().getString(EQ);
      if (handler.isnil() || !rawEqual(handler, right.metatable().getString(EQ))) {
        return false;
      }
      return isTrue(machine.callMeta(handler, a, b));
    }
    return rawEqual(a, b);
  }

  static boolean rawEqual(LuaValue a, LuaValue b) {
    if (a instanceof LuaNumber x) {
      return b instanceof LuaNumber y && x.todouble() == y.todouble();
    }
    return a == b || a.raweq(b);
  }

  static boolean isTrue(LuaValue value) {
    return value != LuaValue.NIL && value != LuaValue.FALSE;
  }

  static boolean less(Machine machine, LuaValue a, LuaValue b) {
    if (a instanceof LuaNumber x && b instanceof LuaNumber y) {
      return x.todouble() < y.todouble();
    }
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return Bytes.compare(x, y) < 0;
    }
    LuaValue handler = comparison(machine, a, b, LT);
    if (handler == null) {
      throw compareError(a, b);
    }
    return isTrue(machine.callMeta(handler, a, b));
  }

  static boolean lessOrEqual(Machine machine, LuaValue a, LuaValue b) {
    if (a instanceof LuaNumber x && b instanceof LuaNumber y) {
      return x.todouble() <= y.todouble();
    }
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return Bytes.compare(x, y) <= 0;
    }
    LuaValue handler = comparison(machine, a, b, LE);
    if (handler != null) {
      return isTrue(machine.callMeta(handler, a, b));
    }
    handler = comparison(machine, b, a, LT);
    if (handler == null) {
      throw compareError(a, b);
    }
    return !isTrue(machine.callMeta(handler, b, a));
  }

  /** The metamethod that both values share, null if they do not. */
  private static LuaValue comparison(Machine machine, LuaValue a, LuaValue b, LuaString event) {
    if (a.type() != b.type()) {
      return null;
    }
    LuaValue handler = metamethod(machine, a, event);
    return !handler.isnil() && rawEqual(handler, metamethod(machine, b, event)) ? handler : null;
  }

  private static Failure compareError(LuaValue a, LuaValue b) {
    String left = a.typename();
    String right = b.typename();
    return Failure.ofOperation(
        left.equals(right)
            ? "attempt to compare two " + left + " values"
            : "attempt to compare " + left + " with " + right);
  }

  static LuaValue concat(Machine machine, LuaValue a, LuaValue b, Node left, Node right) {
    LuaString x = Numbers.string(a);
    LuaString y = Numbers.string(b);
    if (x != null && y != null) {
      Memory.allocateString((long) x.m_length + y.m_length);
      return Bytes.concat(x, y);
    }
    LuaValue handler = metamethod(machine, a, CONCAT);
    if (handler.isnil()) {
      handler = metamethod(machine, b, CONCAT);
    }
    if (handler.isnil()) {
      Node culprit = x == null ? left : right;
      throw typeError("concatenate", x == null ? a : b, culprit == null ? null : culprit.name());
    }
    return machine.callMeta(handler, a, b);
  }

  /** What a value looks like that has no text: {@code table: 0x…}. */
  static String address(String type, Object value) {
    return String.format(
        Locale.ROOT, "%s: 0x%x", type, 0x7f0000000000L + 16L * System.identityHashCode(value));
  }
}
