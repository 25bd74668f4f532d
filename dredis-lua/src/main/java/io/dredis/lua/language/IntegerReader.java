package io.dredis.lua.language;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads an integer of any base as C's {@code strtoul} does. */
final class IntegerReader {

  private IntegerReader() {}

  /** The number, or nil if the text is anything else. */
  static LuaValue read(LuaString text, int base) {
    int at = skipSpaces(text, 0);
    boolean negative = at < text.m_length && text.charAt(at) == '-';
    if (negative || (at < text.m_length && text.charAt(at) == '+')) {
      at++;
    }
    if (base == 16
        && at + 2 < text.m_length
        && text.charAt(at) == '0'
        && (text.charAt(at + 1) | 0x20) == 'x'
        && Character.digit(text.charAt(at + 2), 16) >= 0) {
      at += 2;
    }
    int start = at;
    double value = 0;
    while (at < text.m_length
        && Character.digit(text.charAt(at), base) >= 0
        && text.charAt(at) < 128) {
      value = value * base + Character.digit(text.charAt(at++), base);
    }
    if (at == start) {
      return LuaValue.NIL;
    }
    at = skipSpaces(text, at);
    if (at < text.m_length && text.charAt(at) != 0) {
      return LuaValue.NIL;
    }
    return Numbers.of(unsigned(value, negative));
  }

  /** As a 64-bit unsigned number: too large ones are the largest, negative ones wrap round. */
  private static double unsigned(double value, boolean negative) {
    if (value >= 0x1p64) {
      return 0x1p64;
    }
    return negative && value > 0 ? 0x1p64 - value : value;
  }

  private static int skipSpaces(LuaString text, int from) {
    int at = from;
    while (at < text.m_length && Ascii.isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
