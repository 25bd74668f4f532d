package io.dredis.lua.language;

import java.util.Arrays;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The hash part of a {@link Table}: chained scatter with Brent's variation, as in C. A node that is
 * not where its key's hash puts it belongs to a chain that begins there; where a new key finds such
 * a node at its own place, that one has to move.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
abstract class HashPart extends LuaTable {

  static final int MAX_BITS = 26;

  private static final LuaValue[] NONE = {};
  private static final int[] NO_LINKS = {};
  private static final int END = -1;
  private static final int NODE_BYTES = 40;

  /** The nodes: keys (null where free), values, and the index of the next node of the chain. */
  LuaValue[] keys = NONE;

  LuaValue[] values = NONE;
  private int[] links = NO_LINKS;
  private int lastFree;

  // Reading.

  /** Reads a field whose key's {@link #hash} is known. */
  final LuaValue getString(LuaString key, int hash) {
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

  final LuaValue getString(LuaString key) {
    return getString(key, hash(key));
  }

  final LuaValue getNumber(int key) {
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
  final int find(LuaValue key) {
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

  /** How many nodes have a key, be it of a value that is nil by now. */
  final int usedNodes() {
    int used = 0;
    for (LuaValue key : keys) {
      used += key == null ? 0 : 1;
    }
    return used;
  }

  // Writing.

  /** Adds a key that is not there; false if no node is free for it. */
  final boolean add(LuaValue key, LuaValue value) {
    if (keys.length == 0) {
      return false;
    }
    int position = mainPosition(key);
    if (keys[position] != null && !values[position].isnil()) {
      int free = freeNode();
      if (free < 0) {
        return false;
      }
      int other = mainPosition(keys[position]);
      if (other != position) {
        move(position, free, other);
      } else {
        links[free] = links[position];
        links[position] = free;
        position = free;
      }
    }
    keys[position] = key;
    values[position] = value;
    return true;
  }

  /** Moves who is not at home to a free node of the same chain. */
  private void move(int from, int free, int chain) {
    int before = chain;
    while (links[before] != from) {
      before = links[before];
    }
    links[before] = free;
    keys[free] = keys[from];
    values[free] = values[from];
    links[free] = links[from];
    links[from] = END;
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

  /** Makes room for so many keys, all nodes free. */
  final void makeNodes(int size) {
    if (size == 0) {
      keys = NONE;
      values = NONE;
      links = NO_LINKS;
      lastFree = 0;
      return;
    }
    int bits = PartSizes.ceilLog2(size);
    if (bits > MAX_BITS) {
      throw Failure.ofOperation("table overflow");
    }
    Memory.allocate((long) NODE_BYTES << bits);
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
}
