package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Variables as expressions: local ones, those of surrounding functions, global ones, and elements
 * of tables.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
final class Variables {

  private Variables() {}

  /** A local variable; its slot holds a {@link Cell} if nested functions use it too. */
  static final class Local extends Target {

    final LocalVariable variable;
    private final int slot;

    Local(LocalVariable variable) {
      this.variable = variable;
      this.slot = variable.slot;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = frame.slots[slot];
      return value instanceof Cell cell ? cell.value : value;
    }

    @Override
    void assign(Frame frame, Node value) {
      store(frame, value.evaluate(frame));
    }

    @Override
    void store(Frame frame, LuaValue[] prepared, int at, LuaValue value) {
      store(frame, value);
    }

    private void store(Frame frame, LuaValue value) {
      if (frame.slots[slot] instanceof Cell cell) {
        cell.value = value;
      } else {
        frame.slots[slot] = value;
      }
    }

    @Override
    Name name() {
      return new Name(Name.Kind.LOCAL, variable.name.tojstring());
    }
  }

  /** A variable of a surrounding function. */
  static final class Upvalue extends Target {

    private final int index;
    private final LuaString name;

    Upvalue(int index, LuaString name) {
      this.index = index;
      this.name = name;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      return frame.function.upvalues[index].value;
    }

    @Override
    void assign(Frame frame, Node value) {
      frame.function.upvalues[index].value = value.evaluate(frame);
    }

    @Override
    void store(Frame frame, LuaValue[] prepared, int at, LuaValue value) {
      frame.function.upvalues[index].value = value;
    }

    @Override
    Name name() {
      return new Name(Name.Kind.UPVALUE, name.tojstring());
    }
  }

  /** A global variable: a field of the function's table of globals. */
  static final class Global extends Target {

    private final LuaString name;
    private final int hash;
    private final Place place;

    Global(LuaString name, Place place) {
      this.name = name;
      this.hash = Table.hash(name);
      this.place = place;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      Table globals = frame.function.globals;
      LuaValue value = globals.getString(name, hash);
      return value != LuaValue.NIL || globals.metatable() == null ? value : missing(frame, globals);
    }

    private LuaValue missing(Frame frame, Table globals) {
      try {
        return Operations.index(frame.machine, globals, name, null);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }

    @Override
    void assign(Frame frame, Node value) {
      store(frame, null, 0, value.evaluate(frame));
    }

    @Override
    void store(Frame frame, LuaValue[] prepared, int at, LuaValue value) {
      try {
        Operations.setIndex(frame.machine, frame.function.globals, name, value, null);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }

    @Override
    Name name() {
      return new Name(Name.Kind.GLOBAL, name.tojstring());
    }
  }

  /** An element of a table by a constant name. */
  static final class Field extends Target {

    private final Node object;
    private final LuaString key;
    private final int hash;
    private final Place place;

    Field(Node object, LuaString key, Place place) {
      this.object = object;
      this.key = key;
      this.hash = Table.hash(key);
      this.place = place;
      over(object);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = object.evaluate(frame);
      if (value instanceof Table table) {
        LuaValue found = table.getString(key, hash);
        if (found != LuaValue.NIL || table.metatable() == null) {
          return found;
        }
      }
      return index(frame, value, key, object, place);
    }

    @Override
    void assign(Frame frame, Node value) {
      LuaValue table = object.evaluate(frame);
      put(frame, table, key, value.evaluate(frame), object, place);
    }

    @Override
    int preparedSize() {
      return 1;
    }

    @Override
    void prepare(Frame frame, LuaValue[] into, int at) {
      into[at] = object.evaluate(frame);
    }

    @Override
    void store(Frame frame, LuaValue[] prepared, int at, LuaValue value) {
      put(frame, prepared[at], key, value, object, place);
    }

    @Override
    Name name() {
      return new Name(Name.Kind.FIELD, key.tojstring());
    }
  }

  /** An element of a table by any key. */
  static final class Element extends Target {

    private final Node object;
    private final Node key;
    private final Place place;

    Element(Node object, Node key, Place place) {
      this.object = object;
      this.key = key;
      this.place = place;
      over(object, key);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = object.evaluate(frame);
      LuaValue index = key.evaluate(frame);
      if (value instanceof Table table) {
        LuaValue found = table.rawget(index);
        if (found != LuaValue.NIL || table.metatable() == null) {
          return found;
        }
      }
      return index(frame, value, index, object, place);
    }

    @Override
    void assign(Frame frame, Node value) {
      LuaValue table = object.evaluate(frame);
      LuaValue index = key.evaluate(frame);
      put(frame, table, index, value.evaluate(frame), object, place);
    }

    @Override
    int preparedSize() {
      return 2;
    }

    @Override
    void prepare(Frame frame, LuaValue[] into, int at) {
      into[at] = object.evaluate(frame);
      into[at + 1] = key.evaluate(frame);
    }

    @Override
    void store(Frame frame, LuaValue[] prepared, int at, LuaValue value) {
      put(frame, prepared[at], prepared[at + 1], value, object, place);
    }

    @Override
    Name name() {
      return new Name(Name.Kind.FIELD, "?");
    }
  }

  static LuaValue index(Frame frame, LuaValue value, LuaValue key, Node object, Place place) {
    try {
      return Operations.index(frame.machine, value, key, object.name());
    } catch (LuaError e) {
      throw Failure.of(e).at(place);
    }
  }

  private static void put(
      Frame frame, LuaValue object, LuaValue key, LuaValue value, Node node, Place place) {
    try {
      if (object instanceof Table table && table.metatable() == null) {
        table.set(key, value);
      } else {
        Operations.setIndex(frame.machine, object, key, value, node.name());
      }
    } catch (LuaError e) {
      throw Failure.of(e).at(place);
    }
  }
}
