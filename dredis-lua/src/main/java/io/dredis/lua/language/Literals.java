package io.dredis.lua.language;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Expressions that make a value: constants, {@code ...}, functions, tables. */
final class Literals {

  private Literals() {}

  static final class Constant extends Node {

    final LuaValue value;

    Constant(LuaValue value) {
      this.value = value;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      return value;
    }
  }

  /** {@code ...}. */
  static final class Rest extends Node {

    @Override
    boolean isMultiple() {
      return true;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      return frame.varargs.arg(1);
    }

    @Override
    Varargs evaluateAll(Frame frame) {
      return frame.varargs;
    }
  }

  /** An expression in parentheses: exactly one value. */
  static final class Single extends Node {

    private final Node inner;

    Single(Node inner) {
      this.inner = inner;
      over(inner);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      return inner.evaluate(frame);
    }
  }

  /** A function: made anew at each evaluation, with the variables around as they are then. */
  static final class Function extends Node {

    private static final long CLOSURE_BYTES = 120;
    private static final long UPVALUE_BYTES = 40;

    private final Prototype prototype;

    Function(Prototype prototype) {
      this.prototype = prototype;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      Memory.allocate(CLOSURE_BYTES + UPVALUE_BYTES * prototype.upvalues.length);
      Cell[] cells = new Cell[prototype.upvalues.length];
      for (int i = 0; i < cells.length; i++) {
        int source = prototype.upvalues[i];
        cells[i] = source >= 0 ? (Cell) frame.slots[source] : frame.function.upvalues[-1 - source];
      }
      return new Closure(frame.machine, prototype, cells, frame.function.globals);
    }
  }

  /** A table constructor. */
  static final class TableConstructor extends Node {

    /** Keys in order, null for the elements of the list, and their values. */
    private final Node[] keys;

    private final Node[] values;
    private final Place place;
    private final int listSize;
    private final int fields;

    TableConstructor(Node[] keys, Node[] values, Place place) {
      this.keys = keys;
      this.values = values;
      this.place = place;
      int list = 0;
      for (Node key : keys) {
        list += key == null ? 1 : 0;
      }
      boolean open =
          keys.length > 0
              && keys[keys.length - 1] == null
              && values[values.length - 1].isMultiple();
      this.listSize = open ? list - 1 : list;
      this.fields = keys.length - list;
      over(keys);
      over(values);
    }

    /** A size as the C implementation rounds it up to store it in one byte. */
    private static int rounded(int size) {
      int bits = Math.max(0, 28 - Integer.numberOfLeadingZeros(Math.max(size, 1)));
      return (size + (1 << bits) - 1) >> bits << bits;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      Table table = new Table(rounded(listSize), rounded(fields));
      int next = 1;
      for (int i = 0; i < values.length; i++) {
        if (keys[i] != null) {
          putField(frame, table, i);
        } else if (i == values.length - 1 && values[i].isMultiple()) {
          appendAll(table, next, values[i].evaluateAll(frame));
        } else {
          table.rawset(next++, values[i].evaluate(frame));
        }
      }
      return table;
    }

    private void putField(Frame frame, Table table, int i) {
      LuaValue key = keys[i].evaluate(frame);
      LuaValue value = values[i].evaluate(frame);
      try {
        table.set(key, value);
      } catch (Failure e) {
        throw e.at(place);
      }
    }

    private static void appendAll(Table table, int from, Varargs list) {
      int count = list.narg();
      table.growArray(from - 1 + count);
      for (int i = 1; i <= count; i++) {
        table.rawset(from - 1 + i, list.arg(i));
      }
    }
  }

  static Constant number(double value) {
    return new Constant(
        value == (int) value && value != 0 ? LuaInteger.valueOf((int) value) : Numbers.of(value));
  }
}
