package io.dredis.lua.language;

import java.util.Arrays;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A table with the layout of the C implementation: an array part, and a {@link HashPart}. Both are
 * laid out anew when a key comes that finds no free node. Scripts see the layout: in the order of
 * {@code pairs}, and in {@code #t} of a table with holes.
 *
 * <p>All methods but {@link #setReadOnly} are raw; metatables are {@link Operations}' business.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
public final class Table extends HashPart {

  private static final LuaValue[] NONE = {};
  private static final int TABLE_BYTES = 160;

  private LuaValue[] elements = NONE;

  private Table metatable;
  private boolean readOnly;

  public Table() {
    Memory.allocate(TABLE_BYTES);
  }

  /** Makes room, as the constructor of a table with so many elements and fields does. */
  public Table(int arraySize, int hashSize) {
    Memory.allocate(TABLE_BYTES);
    if (arraySize > 0) {
      Memory.allocate(8L * arraySize);
      elements = new LuaValue[arraySize];
      Arrays.fill(elements, NIL);
    }
    makeNodes(hashSize);
  }

  /** Makes it refuse all changes from now on, or accept them again. */
  public void setReadOnly(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** Throws what a script is told that changes a read-only table. */
  void checkWritable() {
    if (readOnly) {
      throw Failure.ofOperation("Attempt to modify a readonly table");
    }
  }

  boolean isWritable() {
    return !readOnly;
  }

  Table metatable() {
    return metatable;
  }

  void setMetatable(Table metatable) {
    this.metatable = metatable;
  }

  @Override
  public LuaValue getmetatable() {
    return metatable == null ? null : metatable;
  }

  @Override
  public LuaValue setmetatable(LuaValue metatable) {
    this.metatable = metatable == null || metatable.isnil() ? null : (Table) metatable;
    return this;
  }

  // Reading.

  @Override
  public LuaValue rawget(int key) {
    return key - 1 >= 0 && key - 1 < elements.length ? elements[key - 1] : getNumber(key);
  }

  @Override
  public LuaValue rawget(LuaValue key) {
    if (key instanceof LuaString string) {
      return getString(string, hash(string));
    }
    if (key instanceof LuaInteger integer) {
      return rawget(integer.v);
    }
    int node = find(key);
    return node < 0 ? NIL : values[node];
  }

  @Override
  public LuaValue get(int key) {
    return rawget(key);
  }

  @Override
  public LuaValue get(LuaValue key) {
    return rawget(key);
  }

  @Override
  public LuaValue rawget(String key) {
    return rawget(valueOf(key));
  }

  @Override
  public LuaValue get(String key) {
    return rawget(valueOf(key));
  }

  // Writing.

  @Override
  public void rawset(int key, LuaValue value) {
    checkWritable();
    if (key - 1 >= 0 && key - 1 < elements.length) {
      elements[key - 1] = value;
    } else {
      put(LuaInteger.valueOf(key), value);
    }
  }

  /** Sets a field. The key must not be nil or NaN. */
  @Override
  public void rawset(LuaValue key, LuaValue value) {
    if (key instanceof LuaInteger integer) {
      rawset(integer.v, value);
      return;
    }
    checkWritable();
    put(key instanceof NegativeZero ? LuaInteger.valueOf(0) : key, value);
  }

  private void put(LuaValue key, LuaValue value) {
    int node = find(key);
    if (node >= 0) {
      values[node] = value;
    } else if (!add(key, value)) {
      rehash(key);
      rawset(key, value);
    }
  }

  @Override
  public void set(int key, LuaValue value) {
    rawset(key, value);
  }

  @Override
  public void set(LuaValue key, LuaValue value) {
    checkKey(key);
    rawset(key, value);
  }

  @Override
  public void rawset(String key, LuaValue value) {
    rawset(valueOf(key), value);
  }

  @Override
  public void set(String key, LuaValue value) {
    rawset(valueOf(key), value);
  }

  static void checkKey(LuaValue key) {
    if (key.isnil()) {
      throw Failure.ofOperation("table index is nil");
    }
    if (key instanceof LuaNumber number && Double.isNaN(number.todouble())) {
      throw Failure.ofOperation("table index is NaN");
    }
  }

  // Sizes.

  private void rehash(LuaValue extraKey) {
    PartSizes sizes = new PartSizes();
    sizes.countArray(elements);
    for (int i = keys.length - 1; i >= 0; i--) {
      if (keys[i] != null && !values[i].isnil()) {
        sizes.count(keys[i]);
      }
    }
    sizes.count(extraKey);
    sizes.computed();
    resize(sizes.arraySize(), sizes.hashSize());
  }

  /** Grows the array part to a size, as the constructor of a list does. */
  void growArray(int size) {
    if (size > elements.length) {
      resize(size, usedNodes() == 0 ? 0 : keys.length);
    }
  }

  private void resize(int arraySize, int hashSize) {
    Memory.allocate(24L * Math.max(0, arraySize - elements.length));
    LuaValue[] oldArray = elements;
    LuaValue[] oldKeys = keys;
    LuaValue[] oldValues = values;
    LuaValue[] newArray =
        arraySize == oldArray.length ? oldArray : Arrays.copyOf(oldArray, arraySize);
    if (arraySize > oldArray.length) {
      Arrays.fill(newArray, oldArray.length, arraySize, NIL);
    }
    makeNodes(hashSize);
    elements = newArray;
    for (int i = arraySize; i < oldArray.length; i++) {
      if (!oldArray[i].isnil()) {
        rawset(i + 1, oldArray[i]);
      }
    }
    for (int i = oldKeys.length - 1; i >= 0; i--) {
      if (oldKeys[i] != null && !oldValues[i].isnil()) {
        rawset(oldKeys[i], oldValues[i]);
      }
    }
  }

  // Length and traversal.

  /**
   * A border: n such that the element n is there and n + 1 is not. The one that the C
   * implementation finds.
   */
  @Override
  public int length() {
    int high = elements.length;
    if (high > 0 && elements[high - 1].isnil()) {
      int low = 0;
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (elements[middle - 1].isnil()) {
          high = middle;
        } else {
          low = middle;
        }
      }
      return low;
    }
    return keys.length == 0 ? high : searchBorder(high);
  }

  private int searchBorder(int from) {
    int low = from;
    int high = from + 1;
    while (!rawget(high).isnil()) {
      low = high;
      if (high > Integer.MAX_VALUE / 2) {
        int i = 1;
        while (!rawget(i).isnil()) {
          i++;
        }
        return i - 1;
      }
      high *= 2;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (rawget(middle).isnil()) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  @Override
  public int rawlen() {
    return length();
  }

  @Override
  public LuaValue len() {
    return valueOf(length());
  }

  /** The entry after a key, nil for the first: its key and value, or nil after the last. */
  @Override
  public Varargs next(LuaValue key) {
    for (int i = indexOf(key); i < elements.length + keys.length; i++) {
      LuaValue value = i < elements.length ? elements[i] : values[i - elements.length];
      if (!value.isnil()) {
        LuaValue found =
            i < elements.length ? LuaInteger.valueOf(i + 1) : keys[i - elements.length];
        return varargsOf(found, value);
      }
    }
    return NIL;
  }

  /** The place after that of a key, counted through both parts. */
  private int indexOf(LuaValue key) {
    if (key.isnil()) {
      return 0;
    }
    if (key instanceof LuaInteger integer && integer.v > 0 && integer.v <= elements.length) {
      return integer.v;
    }
    int node = find(key);
    if (node < 0) {
      throw Failure.ofOperation("invalid key to 'next'");
    }
    return elements.length + node + 1;
  }

  /** The highest positive number that is a key, 0 if none is. */
  double maxNumericKey() {
    double max = 0;
    for (int i = elements.length; i > 0; i--) {
      if (!elements[i - 1].isnil()) {
        max = i;
        break;
      }
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] instanceof LuaNumber number && !values[i].isnil()) {
        max = Math.max(max, number.todouble());
      }
    }
    return max;
  }

  @Override
  public void presize(int arraySize) {
    growArray(arraySize);
  }

  @Override
  public void presize(int arraySize, int hashSize) {
    throw new LuaError("a table is sized when it is made");
  }

  @Override
  public boolean raweq(LuaValue other) {
    return this == other;
  }

  @Override
  public boolean eq_b(LuaValue other) {
    return this == other;
  }
}
