package io.dredis.lua.library;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dredis.lua.language.Failure;
import io.dredis.lua.language.NumberFormat;
import io.dredis.lua.language.Numbers;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One Lua value as JSON. Strings are copied byte by byte, whatever their encoding. */
final class JsonEncoder {
  /**
   * What Lua's C stack holds; deeper tables are refused, whatever {@code encode_max_depth} says.
   */
  private static final int STACK_SLOTS = 8000;

  private static final int SLOTS_NEEDED = 3;
  private static final byte[][] ESCAPES = escapes();

  private final JsonSettings settings;
  private final ByteOutput output = new ByteOutput(256);

  JsonEncoder(JsonSettings settings) {
    this.settings = settings;
  }

  LuaString encode(LuaValue value) {
    append(value, 0, 1);
    return output.toLuaString();
  }

  private void append(LuaValue value, int depth, int usedSlots) {
    switch (value.type()) {
      case LuaValue.TSTRING -> appendString((LuaString) value);
      case LuaValue.TNUMBER -> appendNumber((LuaNumber) value);
      case LuaValue.TBOOLEAN -> output.putAscii(value.toboolean() ? "true" : "false");
      case LuaValue.TTABLE -> appendTable((LuaTable) value, depth + 1, usedSlots);
      case LuaValue.TNIL -> output.putAscii("null");
      default -> {
        if (!value.raweq(JsonLibrary.NULL)) {
          throw unserialisable(value, "type not supported");
        }
        output.putAscii("null");
      }
    }
  }

  private void appendTable(LuaTable table, int depth, int usedSlots) {
    if (depth > settings.encodeMaxDepth || usedSlots + SLOTS_NEEDED > STACK_SLOTS) {
      throw new Failure("Cannot serialise, excessive nesting (" + depth + ")");
    }
    int length = arrayLength(table);
    if (length > 0) {
      appendArray(table, length, depth, usedSlots + 1);
    } else {
      appendObject(table, depth, usedSlots + 2);
    }
  }

  private void appendArray(LuaTable table, int length, int depth, int usedSlots) {
    output.put('[');
    for (int i = 1; i <= length; i++) {
      if (i > 1) {
        output.put(',');
      }
      append(table.rawget(i), depth, usedSlots);
    }
    output.put(']');
  }

  private void appendObject(LuaTable table, int depth, int usedSlots) {
    output.put('{');
    Varargs entry = table.next(LuaValue.NIL);
    for (boolean first = true; !entry.arg1().isnil(); first = false) {
      if (!first) {
        output.put(',');
      }
      appendKey(entry.arg1());
      append(entry.arg(2), depth, usedSlots);
      entry = table.next(entry.arg1());
    }
    output.put('}');
  }

  private void appendKey(LuaValue key) {
    if (key instanceof LuaString string) {
      appendString(string);
    } else if (key instanceof LuaNumber number) {
      output.put('"');
      appendNumber(number);
      output.put('"');
    } else {
      throw unserialisable(key, "table key must be a number or string");
    }
    output.put(':');
  }

  /** Returns the greatest index of a table that is an array, and 0 or less for an object. */
  private int arrayLength(LuaTable table) {
    int greatest = 0;
    int entries = 0;
    Varargs entry = table.next(LuaValue.NIL);
    while (!entry.arg1().isnil()) {
      if (!(entry.arg1() instanceof LuaNumber key)) {
        return -1;
      }
      double index = key.todouble();
      if (index < 1 || index != Math.floor(index)) {
        return -1;
      }
      if (index > greatest) {
        greatest = Numbers.toInt(index);
      }
      entries++;
      entry = table.next(key);
    }
    boolean sparse =
        settings.sparseRatio > 0
            && greatest > (long) entries * settings.sparseRatio
            && greatest > settings.sparseSafe;
    if (!sparse) {
      return greatest;
    }
    if (!settings.sparseArraysConverted) {
      throw unserialisable(table, "excessively sparse array");
    }
    return -1;
  }

  private void appendString(LuaString string) {
    byte[] bytes = string.m_bytes;
    int end = string.m_offset + string.m_length;
    output.put('"');
    int copied = string.m_offset;
    for (int i = copied; i < end; i++) {
      byte[] escape = ESCAPES[bytes[i] & 0xff];
      if (escape != null) {
        output.put(bytes, copied, i - copied);
        output.put(escape, 0, escape.length);
        copied = i + 1;
      }
    }
    output.put(bytes, copied, end - copied);
    output.put('"');
  }

  private void appendNumber(LuaNumber number) {
    double value = number.todouble();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      appendInvalid(number, value);
    } else {
      output.putAscii(NumberFormat.general(value, settings.numberPrecision));
    }
  }

  private void appendInvalid(LuaNumber number, double value) {
    switch (settings.encodedInvalidNumbers) {
      case "off" -> throw unserialisable(number, "must not be NaN or Inf");
      case "null" -> output.putAscii("null");
      default -> output.putAscii(Double.isNaN(value) ? "nan" : NumberFormat.general(value, 1));
    }
  }

  private static Failure unserialisable(LuaValue value, String reason) {
    return new Failure("Cannot serialise " + value.typename() + ": " + reason);
  }

  /** The slash is escaped too, so that JSON may stand within a script of a web page. */
  private static byte[][] escapes() {
    byte[][] escapes = new byte[256][];
    for (int i = 0; i < ' '; i++) {
      escapes[i] = String.format("\\u%04x", i).getBytes(US_ASCII);
    }
    escapes[0x7f] = "\\u007f".getBytes(US_ASCII);
    String plain = "\"\\/\b\t\n\f\r";
    String letters = "\"\\/btnfr";
    for (int i = 0; i < plain.length(); i++) {
      escapes[plain.charAt(i)] = ("\\" + letters.charAt(i)).getBytes(US_ASCII);
    }
    return escapes;
  }
}
