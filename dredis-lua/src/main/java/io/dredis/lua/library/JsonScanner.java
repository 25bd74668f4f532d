package io.dredis.lua.library;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The tokens of a JSON text, one after the other. */
final class JsonScanner {
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final boolean invalidNumbersAllowed;

  /** Where the next token is looked for. */
  private int at;

  private int tokenAt;
  private LuaValue value;
  private String error;

  /** The text of a string that has escapes, made when the first one is met. */
  private ByteOutput unescaped;

  JsonScanner(LuaString text, boolean invalidNumbersAllowed) {
    bytes = text.m_bytes;
    start = text.m_offset;
    end = start + text.m_length;
    at = start;
    this.invalidNumbersAllowed = invalidNumbersAllowed;
  }

  /** Whether a NUL among the first two bytes says that the text is in UTF-16 or UTF-32. */
  boolean looksLikeWideCharacters() {
    return end - start >= 2 && (bytes[start] == 0 || bytes[start + 1] == 0);
  }

  /** The value of the token just read, which was a string, a number or a boolean. */
  LuaValue value() {
    return value;
  }

  /** Why the token just read was none. */
  String error() {
    return error;
  }

  /** Where the token just read begins, or where it goes wrong; the first character is 1. */
  int position() {
    return tokenAt - start + 1;
  }

  JsonToken next() {
    int character = peek(0);
    while (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
      at++;
      character = peek(0);
    }
    tokenAt = at;
    return switch (character) {
      case 0 -> JsonToken.END;
      case '{' -> sign(JsonToken.OBJECT_BEGIN);
      case '}' -> sign(JsonToken.OBJECT_END);
      case '[' -> sign(JsonToken.ARRAY_BEGIN);
      case ']' -> sign(JsonToken.ARRAY_END);
      case ',' -> sign(JsonToken.COMMA);
      case ':' -> sign(JsonToken.COLON);
      case '"' -> string();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> ordinaryNumber();
      case '+', 'f', 'i', 'I', 'n', 'N', 't' -> word();
      default -> fail("invalid token");
    };
  }

  private JsonToken sign(JsonToken token) {
    at++;
    return token;
  }

  private JsonToken word() {
    if (skipped("true")) {
      value = LuaValue.TRUE;
      return JsonToken.BOOLEAN;
    }
    if (skipped("false")) {
      value = LuaValue.FALSE;
      return JsonToken.BOOLEAN;
    }
    if (skipped("null")) {
      return JsonToken.NULL;
    }
    return invalidNumbersAllowed && isInvalidNumber() ? number() : fail("invalid token");
  }

  private boolean skipped(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private JsonToken ordinaryNumber() {
    return !invalidNumbersAllowed && isInvalidNumber() ? fail("invalid number") : number();
  }

  private JsonToken number() {
    NumberScanner number = new NumberScanner(bytes, at, end);
    if (!number.found()) {
      return fail("invalid number");
    }
    at = number.end();
    value = number.value();
    return JsonToken.NUMBER;
  }

  /** Whether C reads a number here, but JSON has no such: hexadecimal, leading zeros, inf, nan. */
  private boolean isInvalidNumber() {
    int character = peek(0);
    if (character == '+') {
      return true;
    }
    int sign = character == '-' ? 1 : 0;
    character = peek(sign);
    if (character == '0') {
      int second = peek(sign + 1);
      return (second | 0x20) == 'x' || (second >= '0' && second <= '9');
    }
    if (character <= '9') {
      return false;
    }
    return isWord(sign, "inf") || isWord(sign, "nan");
  }

  private boolean isWord(int ahead, String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((peek(ahead + i) | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private JsonToken string() {
    int from = ++at;
    while (true) {
      int character = peek(0);
      if (character == '"') {
        value = LuaString.valueOf(bytes, from, at - from);
        at++;
        return JsonToken.STRING;
      }
      if (character == 0) {
        return fail("unexpected end of string");
      }
      if (character == '\\') {
        return stringWithEscapes(from);
      }
      at++;
    }
  }

  private JsonToken stringWithEscapes(int from) {
    if (unescaped == null) {
      unescaped = new ByteOutput(256);
    }
    unescaped.clear();
    unescaped.put(bytes, from, at - from);
    while (true) {
      int character = peek(0);
      if (character == '"') {
        value = unescaped.toLuaString();
        at++;
        return JsonToken.STRING;
      }
      if (character == 0) {
        return fail("unexpected end of string");
      }
      if (character != '\\') {
        unescaped.put(character);
        at++;
      } else {
        String problem = peek(1) == 'u' ? unicodeEscape() : escape();
        if (problem != null) {
          return fail(problem);
        }
      }
    }
  }

  /** Reads an escape of one letter; returns what is wrong with it, or null. */
  private String escape() {
    int character =
        switch (peek(1)) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> 0;
        };
    if (character == 0) {
      return "invalid escape code";
    }
    unescaped.put(character);
    at += 2;
    return null;
  }

  /**
   * Reads a code unit, or a pair of surrogates, as UTF-8; returns what is wrong with it, or null.
   */
  private String unicodeEscape() {
    int codePoint = hexadecimal(2);
    int length = 6;
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      int low = peek(length) == '\\' && peek(length + 1) == 'u' ? hexadecimal(length + 2) : -1;
      boolean isPair =
          codePoint <= Character.MAX_HIGH_SURROGATE
              && low >= Character.MIN_LOW_SURROGATE
              && low <= Character.MAX_LOW_SURROGATE;
      codePoint = isPair ? Character.toCodePoint((char) codePoint, (char) low) : -1;
      length = 12;
    }
    if (codePoint < 0) {
      return "invalid unicode escape code";
    }
    putUtf8(codePoint);
    at += length;
    return null;
  }

  private int hexadecimal(int ahead) {
    int number = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(ahead + i), 16);
      if (digit < 0) {
        return -1;
      }
      number = 16 * number + digit;
    }
    return number;
  }

  private void putUtf8(int codePoint) {
    if (codePoint < 0x80) {
      unescaped.put(codePoint);
    } else if (codePoint < 0x800) {
      unescaped.put(0xc0 | (codePoint >> 6));
      putContinuation(codePoint);
    } else if (codePoint < 0x10000) {
      unescaped.put(0xe0 | (codePoint >> 12));
      putContinuation(codePoint >> 6);
      putContinuation(codePoint);
    } else {
      unescaped.put(0xf0 | (codePoint >> 18));
      putContinuation(codePoint >> 12);
      putContinuation(codePoint >> 6);
      putContinuation(codePoint);
    }
  }

  private void putContinuation(int bits) {
    unescaped.put(0x80 | (bits & 0x3f));
  }

  private JsonToken fail(String reason) {
    tokenAt = at;
    error = reason;
    return JsonToken.ERROR;
  }

  private int peek(int ahead) {
    int index = at + ahead;
    return index < end ? bytes[index] & 0xff : 0;
  }
}
