package io.dredis.lua.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.language.Numbers;
import org.luaj.vm2.LuaValue;

/**
 * The longest number that bytes begin with, as C's {@code strtod} finds it:
 *
 * <pre>
 * number  = [ "+" | "-" ] ( decimal | hexadecimal | "inf" [ "inity" ] | "nan" [ "(" *word ")" ] )
 * decimal = digits [ "." [ digits ] ] [ "e" [ sign ] digits ]     or one that begins with "."
 * </pre>
 */
final class NumberScanner {
  /** So many digits are an integer that a double holds exactly. */
  private static final int EXACT_DIGITS = 15;

  private final byte[] bytes;
  private final int start;
  private final int limit;

  /** Behind what was understood so far. */
  private int at;

  private boolean found;
  private LuaValue value;

  NumberScanner(byte[] bytes, int start, int limit) {
    this.bytes = bytes;
    this.start = start;
    this.limit = limit;
    at = start;
    scan();
  }

  /** Whether there is a number at all. */
  boolean found() {
    return found;
  }

  /** Behind the number. */
  int end() {
    return at;
  }

  LuaValue value() {
    return value;
  }

  private void scan() {
    boolean negative = peek(0) == '-';
    if (negative || peek(0) == '+') {
      at++;
    }
    if (peek(0) == '0' && (peek(1) | 0x20) == 'x' && hexadecimal()) {
      return;
    }
    if (decimal(negative)) {
      return;
    }
    if (skipWord("inf")) {
      skipWord("inity");
      accept(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    } else if (skipWord("nan")) {
      skipParenthesised();
      accept(Double.NaN);
    }
  }

  private boolean decimal(boolean negative) {
    int from = at;
    long integer = 0;
    while (isDigit(peek(0))) {
      integer = 10 * integer + peek(0) - '0';
      at++;
    }
    int digits = at - from;
    boolean whole = true;
    if (peek(0) == '.' && (digits > 0 || isDigit(peek(1)))) {
      whole = false;
      at++;
      int point = at;
      skipDigits();
      digits += at - point;
    }
    if (digits == 0) {
      return false;
    }
    whole &= !skipExponent('e');
    if (whole && digits <= EXACT_DIGITS) {
      accept(negative ? -(double) integer : integer);
    } else {
      accept(Double.parseDouble(text(start)));
    }
    return true;
  }

  private boolean hexadecimal() {
    int before = at;
    at += 2;
    int digits = skipHexDigits();
    if (peek(0) == '.' && (digits > 0 || Character.digit(peek(1), 16) >= 0)) {
      at++;
      digits += skipHexDigits();
    }
    if (digits == 0) {
      at = before;
      return false;
    }
    boolean exponent = skipExponent('p');
    accept(Double.parseDouble(exponent ? text(start) : text(start) + "p0"));
    return true;
  }

  private boolean skipExponent(char letter) {
    if ((peek(0) | 0x20) != letter) {
      return false;
    }
    int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if (!isDigit(peek(1 + sign))) {
      return false;
    }
    at += 1 + sign;
    skipDigits();
    return true;
  }

  private void skipDigits() {
    while (isDigit(peek(0))) {
      at++;
    }
  }

  private int skipHexDigits() {
    int from = at;
    while (Character.digit(peek(0), 16) >= 0) {
      at++;
    }
    return at - from;
  }

  private boolean skipWord(String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((peek(i) | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    at += lowerCase.length();
    return true;
  }

  private void skipParenthesised() {
    if (peek(0) != '(') {
      return;
    }
    int ahead = 1;
    while (isDigit(peek(ahead)) || isLetter(peek(ahead)) || peek(ahead) == '_') {
      ahead++;
    }
    if (peek(ahead) == ')') {
      at += ahead + 1;
    }
  }

  private void accept(double number) {
    found = true;
    value = Numbers.of(number);
  }

  private String text(int from) {
    return new String(bytes, from, at - from, ISO_8859_1);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isLetter(int character) {
    int lower = character | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private int peek(int ahead) {
    int index = at + ahead;
    return index < limit ? bytes[index] & 0xff : 0;
  }
}
