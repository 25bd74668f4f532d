package io.dredis.lua.language;

import java.util.Arrays;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A table with the layout of the C implementation: an array part, and a hash part of chained
 * scatter with Brent's variation that is rehashed when no free node is left. Scripts see the
 * layout: in the order of {@code pairs}, and in {@code #t} of a table with holes.
 *
 * <p>All methods but {@link #setReadOnly} are raw; metatables are {@link Operations}' business.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
public final class Table extends LuaTable {

  private static final LuaValue[] NONE = {};
  private static final int[] NO_LINKS = {};
  private static final int END = -1;
  private static final int TABLE_BYTES = 160;
  private static final int MAX_PART_BITS = 26;

  private LuaValue[] elements = NONE;

  /** The nodes: keys (null where free), values, and the index of the next node of the chain. */
  private LuaValue[] keys = NONE;

  private LuaValue[] values = NONE;
  private int[] links = NO_LINKS;
  private int lastFree;

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

  /** Reads a field whose key's {@link #hash} is known. */
  LuaValue getString(LuaString key, int hash) {
    LuaValue[] keys = this.keys;
    if (keys.length == 0) {
      return NIL;
    }
    int node = hash & (keys.length - 1);
    do {
      LuaValue candidate = keys[node];
      if (candidate == key || (candidate instanceof LuaString string && string.raweq(key))) {
        return values[node];
      }
      node = links[node];
    } while (node >= 0);
    return NIL;
  }

  LuaValue getString(LuaString key) {
    return getString(key, hash(key));
  }

  private LuaValue getNumber(int key) {
    if (keys.length == 0) {
      return NIL;
    }
    int node = numberPosition(key);
    do {
      if (keys[node] instanceof LuaInteger integer && integer.v == key) {
        return values[node];
      }
      node = links[node];
    } while (node >= 0);
    return NIL;
  }

  /** Finds the node of a key that is not in the array part; negative if there is none. */
  private int find(LuaValue key) {
    if (keys.length == 0) {
      return END;
    }
    int node = mainPosition(key);
    do {
      LuaValue candidate = keys[node];
      if (candidate == key || (candidate != null && candidate.raweq(key))) {
        return node;
      }
      node = links[node];
    } while (node >= 0);
    return END;
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
    } else {
      insert(key, value);
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

  private void insert(LuaValue key, LuaValue value) {
    if (keys.length == 0) {
      rehash(key);
      rawset(key, value);
      return;
    }
    int position = mainPosition(key);
    if (keys[position] != null && !values[position].isnil()) {
      int free = freeNode();
      if (free < 0) {
        rehash(key);
        rawset(key, value);
        return;
      }
      int other = mainPosition(keys[position]);
      if (other != position) {
        // Who is here is not at home: it moves to the free node.
        while (links[other] != position) {
          other = links[other];
        }
        links[other] = free;
        keys[free] = keys[position];
        values[free] = values[position];
        links[free] = links[position];
        links[position] = END;
      } else {
        links[free] = links[position];
        links[position] = free;
        position = free;
      }
    }
    keys[position] = key;
    values[position] = value;
  }

  private int freeNode() {
    while (lastFree-- > 0) {
      if (keys[lastFree] == null) {
        return lastFree;
      }
    }
    lastFree = 0;
    return END;
  }

  // Sizes.

  private void rehash(LuaValue extraKey) {
    int[] counts = new int[MAX_PART_BITS + 1];
    int inArray = countArray(counts);
    int total = inArray;
    int arrayCandidates = inArray;
    for (int i = keys.length - 1; i >= 0; i--) {
      if (keys[i] != null && !values[i].isnil()) {
        arrayCandidates += count(keys[i], counts);
        total++;
      }
    }
    arrayCandidates += count(extraKey, counts);
    total++;
    int[] sizes = arraySize(counts, arrayCandidates);
    resize(sizes[0], total - sizes[1]);
  }

  private static int count(LuaValue key, int[] counts) {
    if (key instanceof LuaInteger integer && integer.v > 0 && integer.v <= 1 << MAX_PART_BITS) {
      counts[ceilLog2(integer.v)]++;
      return 1;
    }
    return 0;
  }

  private int countArray(int[] counts) {
    int total = 0;
    for (int i = 0; i < elements.length; i++) {
      if (!elements[i].isnil()) {
        counts[ceilLog2(i + 1)]++;
        total++;
      }
    }
    return total;
  }

  /**
   * The largest size of which more than half would be in use, and how many elements then are in the
   * array.
   */
  private static int[] arraySize(int[] counts, int candidates) {
    int accumulated = 0;
    int inArray = 0;
    int size = 0;
    for (int bits = 0; bits <= MAX_PART_BITS && (1 << bits) / 2 < candidates; bits++) {
      accumulated += counts[bits];
      if (accumulated > (1 << bits) / 2) {
        size = 1 << bits;
        inArray = accumulated;
      }
    }
    return new int[] {size, inArray};
  }

  private static int ceilLog2(int value) {
    return 32 - Integer.numberOfLeadingZeros(value - 1);
  }

  /** Grows the array part to a size, as the constructor of a list does. */
  void growArray(int size) {
    if (size > elements.length) {
      int used = 0;
      for (LuaValue key : keys) {
        used += key == null ? 0 : 1;
      }
      resize(size, used == 0 ? 0 : keys.length);
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

  private void makeNodes(int size) {
    if (size == 0) {
      keys = NONE;
      values = NONE;
      links = NO_LINKS;
      lastFree = 0;
      return;
    }
    int bits = ceilLog2(size);
    if (bits > MAX_PART_BITS) {
      throw Failure.ofOperation("table overflow");
    }
    Memory.allocate(40L << bits);
    keys = new LuaValue[1 << bits];
    values = new LuaValue[1 << bits];
    links = new int[1 << bits];
    Arrays.fill(values, NIL);
    Arrays.fill(links, END);
    lastFree = 1 << bits;
  }

  // Hashing.

  private int mainPosition(LuaValue key) {
    if (key instanceof LuaString string) {
      return hash(string) & (keys.length - 1);
    }
    if (key instanceof LuaNumber number) {
      return numberPosition(number.todouble());
    }
    if (key.isboolean()) {
      return (key.toboolean() ? 1 : 0) & (keys.length - 1);
    }
    return Integer.remainderUnsigned(System.identityHashCode(key), (keys.length - 1) | 1);
  }

  private int numberPosition(double number) {
    if (number == 0) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(number);
    return Integer.remainderUnsigned((int) bits + (int) (bits >>> 32), (keys.length - 1) | 1);
  }

  /**
   * Strings up to this length have with LuaJ the same low bits of the hash as in C; beyond, a
   * signed shift shows.
   */
  private static final int SAME_HASH_LENGTH = 5;

  /** The C implementation's hash of a string. */
  static int hash(LuaString key) {
    return key.m_length <= SAME_HASH_LENGTH ? key.hashCode() : longHash(key);
  }

  private static int longHash(LuaString key) {
    byte[] bytes = key.m_bytes;
    int offset = key.m_offset;
    int hash = key.m_length;
    int step = (hash >> 5) + 1;
    for (int i = hash; i >= step; i -= step) {
      hash ^= (hash << 5) + (hash >>> 2) + (bytes[offset + i - 1] & 0xff);
    }
    return hash;
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
