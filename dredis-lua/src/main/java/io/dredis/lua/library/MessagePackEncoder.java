package io.dredis.lua.library;

import io.dredis.lua.language.Numbers;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Lua values as MessagePack, each in its shortest form:
 *
 * <pre>
 * nil                 c0                              (also for what MessagePack does not know)
 * boolean             c2 | c3
 * integer             00..7f | cc uint8 | cd uint16 | ce uint32 | cf uint64
 *                     e0..ff | d0 int8 | d1 int16 | d2 int32 | d3 int64
 * other number        ca float                        if that is exact
 *                     cb double
 * string              a0..bf | d9 uint8 | da uint16 | db uint32, then the bytes
 * table 1..n          90..9f | dc uint16 | dd uint32, then the elements
 * other table         80..8f | de uint16 | df uint32, then keys and values in turn
 * </pre>
 */
final class MessagePackEncoder {
  /** A table within so many others is packed as nil, and with it every cycle ends. */
  private static final int MAX_NESTING = 16;

  private final ByteOutput output = new ByteOutput(256);

  void append(LuaValue value) {
    append(value, 0);
  }

  LuaString toLuaString() {
    return output.toLuaString();
  }

  private void append(LuaValue value, int level) {
    switch (value.type()) {
      case LuaValue.TSTRING -> appendString((LuaString) value);
      case LuaValue.TBOOLEAN -> output.put(value.toboolean() ? 0xc3 : 0xc2);
      case LuaValue.TNUMBER -> appendNumber(value.todouble());
      case LuaValue.TTABLE -> appendTable((LuaTable) value, level);
      default -> output.put(0xc0);
    }
  }

  private void appendNumber(double number) {
    long integer = Numbers.toLong(number);
    if (integer == number) {
      appendInteger(integer);
    } else if ((float) number == number) {
      output.put(0xca);
      output.putBigEndian(Float.floatToRawIntBits((float) number), Float.BYTES);
    } else {
      output.put(0xcb);
      output.putBigEndian(Double.doubleToRawLongBits(number), Double.BYTES);
    }
  }

  private void appendInteger(long integer) {
    if (integer >= -32 && integer <= 0x7f) {
      output.put((int) integer);
      return;
    }
    int tag = integer < 0 ? 0xd0 : 0xcc;
    // Unsigned types have one bit more than the magnitude of signed ones.
    int bits = 64 - Long.numberOfLeadingZeros(integer < 0 ? ~integer : integer);
    int needed = integer < 0 ? bits + 1 : bits;
    int sizeLog = needed <= 8 ? 0 : needed <= 16 ? 1 : needed <= 32 ? 2 : 3;
    output.put(tag + sizeLog);
    output.putBigEndian(integer, 1 << sizeLog);
  }

  private void appendString(LuaString string) {
    int length = string.m_length;
    if (length < 32) {
      output.put(0xa0 | length);
    } else if (length <= 0xff) {
      output.put(0xd9);
      output.put(length);
    } else {
      appendLength(0xda, length);
    }
    output.put(string);
  }

  private void appendTable(LuaTable table, int level) {
    if (level == MAX_NESTING) {
      output.put(0xc0);
      return;
    }
    int entries = 0;
    int greatest = 0;
    boolean isArray = true;
    Varargs entry = table.next(LuaValue.NIL);
    while (!entry.arg1().isnil()) {
      int index = index(entry.arg1());
      isArray &= index > 0;
      greatest = Math.max(greatest, index);
      entries++;
      entry = table.next(entry.arg1());
    }
    if (isArray && greatest == entries) {
      appendArray(table, entries, level);
    } else {
      appendMap(table, entries, level);
    }
  }

  /** Returns the index that a key is, or 0 if it is none. */
  private static int index(LuaValue key) {
    if (key.type() != LuaValue.TNUMBER) {
      return 0;
    }
    double number = key.todouble();
    int index = Numbers.toInt(number);
    return index == number ? Math.max(index, 0) : 0;
  }

  private void appendArray(LuaTable table, int length, int level) {
    if (length <= 15) {
      output.put(0x90 | length);
    } else {
      appendLength(0xdc, length);
    }
    for (int i = 1; i <= length; i++) {
      append(table.rawget(i), level + 1);
    }
  }

  private void appendMap(LuaTable table, int entries, int level) {
    if (entries <= 15) {
      output.put(0x80 | entries);
    } else {
      appendLength(0xde, entries);
    }
    Varargs entry = table.next(LuaValue.NIL);
    while (!entry.arg1().isnil()) {
      append(entry.arg1(), level + 1);
      append(entry.arg(2), level + 1);
      entry = table.next(entry.arg1());
    }
  }

  /** Appends a length of 16 bits, or under the next tag one of 32 bits. */
  private void appendLength(int tag, int length) {
    if (length <= 0xffff) {
      output.put(tag);
      output.putBigEndian(length, Short.BYTES);
    } else {
      output.put(tag + 1);
      output.putBigEndian(length, Integer.BYTES);
    }
  }
}
