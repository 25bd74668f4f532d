package io.dredis.lua.language;

import java.util.Locale;

/** Reads a number as C's {@code strtod} and Lua's use of it do. */
final class NumberReader {

  private final String text;
  private int at;

  NumberReader(String text) {
    this.text = text;
  }

  /** The number, or null if the text is anything else. */
  Double read() {
    skipSpaces();
    boolean negative = peek() == '-';
    if (negative || peek() == '+') {
      at++;
    }
    Double value = unsigned();
    skipSpaces();
    if (value == null || at < text.length()) {
      return null;
    }
    return negative ? -value : value;
  }

  private Double unsigned() {
    if (peek() == '0' && at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'x') {
      at += 2;
      return hexadecimal();
    }
    if (Ascii.isDigit(peek()) || peek() == '.') {
      return decimal();
    }
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    for (String word : new String[] {"infinity", "inf", "nan"}) {
      if (rest.startsWith(word)) {
        at += word.length();
        return word.equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
      }
    }
    return null;
  }

  private Double decimal() {
    int start = at;
    int digits = skipDigits();
    if (peek() == '.') {
      at++;
      digits += skipDigits();
    }
    if (digits == 0) {
      return null;
    }
    if ((peek() | 0x20) == 'e') {
      int exponent = at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (skipDigits() == 0) {
        at = exponent;
      }
    }
    return Double.valueOf(text.substring(start, at));
  }

  private Double hexadecimal() {
    double value = 0;
    int digits = 0;
    int scale = 0;
    boolean fraction = false;
    for (; at < text.length(); at++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit >= 0) {
        value = value * 16 + digit;
        digits++;
        scale -= fraction ? 4 : 0;
      } else if (peek() == '.' && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return null;
    }
    return value * Math.pow(2, scale + (double) binaryExponent());
  }

  private int binaryExponent() {
    if ((peek() | 0x20) != 'p') {
      return 0;
    }
    int start = at++;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    int digits = at;
    if (skipDigits() == 0) {
      at = start;
      return 0;
    }
    boolean huge = at - digits > 6;
    boolean negative = text.charAt(start + 1) == '-';
    int exponent = huge ? 1 << 20 : Integer.parseInt(text.substring(digits, at));
    return negative ? -exponent : exponent;
  }

  private int skipDigits() {
    int start = at;
    while (Ascii.isDigit(peek())) {
      at++;
    }
    return at - start;
  }

  private void skipSpaces() {
    while (at < text.length() && Ascii.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }
}
