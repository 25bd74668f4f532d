package io.dredis.lua.language;

/** Bytes as characters, by the rules of the C locale: beyond ASCII nothing is a letter. */
final class Ascii {

  private Ascii() {}

  static boolean isDigit(int c) {
    return isBetween(c, '0', '9');
  }

  static boolean isUpper(int c) {
    return isBetween(c, 'A', 'Z');
  }

  static boolean isLower(int c) {
    return isBetween(c, 'a', 'z');
  }

  static boolean isLetter(int c) {
    return isLower(c | 0x20);
  }

  static boolean isHexDigit(int c) {
    return isDigit(c) || isBetween(c | 0x20, 'a', 'f');
  }

  static boolean isSpace(int c) {
    return c == ' ' || isBetween(c, '\t', '\r');
  }

  static boolean isPunctuation(int c) {
    return isBetween(c, '!', '~') && !isLetter(c) && !isDigit(c);
  }

  private static boolean isBetween(int c, int low, int high) {
    return low <= c && c <= high;
  }
}
