package io.dredis.lua.language;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers: what doubles are as values, and numbers from and to text as C reads and writes them. */
public final class Numbers {

  /** The significant digits with which Lua writes a number. */
  public static final int DIGITS = 14;

  private Numbers() {}

  /** A double as a value; whole ones become LuaJ's integers, which are quicker. */
  public static LuaNumber of(double value) {
    int whole = (int) value;
    if (whole == value) {
      return whole == 0 && 1 / value < 0 ? NegativeZero.INSTANCE : LuaInteger.valueOf(whole);
    }
    return LuaDouble.valueOf(value);
  }

  /** A number, or null for what is neither a number nor a string that says one. */
  static LuaNumber from(LuaValue value) {
    if (value instanceof LuaNumber number) {
      return number;
    }
    return value instanceof LuaString string ? parse(string) : null;
  }

  /** The text of a number as {@code print} shows it. */
  public static LuaString text(LuaNumber number) {
    if (number instanceof LuaInteger integer) {
      return LuaString.valueOf(Integer.toString(integer.v));
    }
    return LuaString.valueOf(text(number.todouble()));
  }

  static String text(double value) {
    return NumberFormat.general(value, DIGITS);
  }

  /** A string, the text of a number, or null for any other value. */
  public static LuaString string(LuaValue value) {
    if (value instanceof LuaString string) {
      return string;
    }
    return value instanceof LuaNumber number ? text(number) : null;
  }

  /**
   * Reads a number as C does: spaces around it, hexadecimal, inf and nan are allowed; null if it is
   * none.
   */
  static LuaNumber parse(LuaString string) {
    LuaInteger small = parseSmall(string);
    if (small != null) {
      return small;
    }
    String text =
        new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.ISO_8859_1);
    int zero = text.indexOf('\0');
    Double value = new NumberReader(zero < 0 ? text : text.substring(0, zero)).read();
    return value == null ? null : of(value);
  }

  private static LuaInteger parseSmall(LuaString string) {
    int length = string.m_length;
    if (length == 0 || length > 9) {
      return null;
    }
    int value = 0;
    for (int i = 0; i < length; i++) {
      int digit = string.m_bytes[string.m_offset + i] - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      value = 10 * value + digit;
    }
    return LuaInteger.valueOf(value);
  }

  /** {@code (ptrdiff_t) value}: what does not fit is the least one. */
  public static long toLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }

  /** {@code (int) value} as 64-bit machines make it, through a long. */
  public static int toInt(double value) {
    return value > -0x1p31 - 1 && value < 0x1p31 ? (int) value : Integer.MIN_VALUE;
  }
}
