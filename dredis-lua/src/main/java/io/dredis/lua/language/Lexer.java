package io.dredis.lua.language;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Splits source code into tokens. A token is its text: a reserved word or sign as it stands, or one
 * of the kinds below.
 */
final class Lexer {

  static final String NAME = "<name>";
  static final String STRING = "<string>";
  static final String NUMBER = "<number>";
  static final String END = "<eof>";

  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "break",
          "do",
          "else",
          "elseif",
          "end",
          "false",
          "for",
          "function",
          "if",
          "in",
          "local",
          "nil",
          "not",
          "or",
          "repeat",
          "return",
          "then",
          "true",
          "until",
          "while");

  private static final int END_OF_SOURCE = -1;

  /** What the tree takes in memory for each token, beside the text of names and strings. */
  private static final int TOKEN_BYTES = 32;

  private final byte[] source;
  private final Chunk chunk;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private int at;
  private int line = 1;
  private int lastLine = 1;
  private long codeBytes;

  private String token;
  private LuaValue value;
  private String ahead;
  private LuaValue aheadValue;

  Lexer(byte[] source, Chunk chunk) {
    this.source = source;
    this.chunk = chunk;
  }

  /** The token that is to be parsed next. */
  String token() {
    return token;
  }

  /** What a name, string or number is. */
  LuaValue value() {
    return value;
  }

  /** The line on which the lexer is. */
  int line() {
    return line;
  }

  /** The line of the last token that was parsed. */
  int lastLine() {
    return lastLine;
  }

  /** About what the tree of all that was read so far takes in memory. */
  long codeBytes() {
    return codeBytes;
  }

  void next() {
    lastLine = line;
    codeBytes += TOKEN_BYTES;
    if (ahead != null) {
      token = ahead;
      value = aheadValue;
      ahead = null;
    } else {
      token = read();
    }
  }

  /** The token after the next one. */
  String peekNext() {
    LuaValue kept = value;
    ahead = read();
    aheadValue = value;
    value = kept;
    return ahead;
  }

  /** An error at the token that is to be parsed next. */
  Failure syntaxError(String message) {
    return error(message, token);
  }

  /** An error with its position, near a token unless that is null. */
  Failure error(String message, String near) {
    LuaString prefix = Bytes.concat(chunk.compilerName(), LuaString.valueOf(":" + line + ": "));
    LuaString full = Bytes.concat(prefix, LuaString.valueOf(message));
    if (near != null) {
      full = Bytes.concat(full, LuaString.valueOf(" near '"), shown(near), LuaString.valueOf("'"));
    }
    return new Failure(full);
  }

  private LuaString shown(String near) {
    if (near.equals(NAME) || near.equals(STRING) || near.equals(NUMBER)) {
      byte[] bytes = text.toByteArray();
      int end = 0;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      return LuaString.valueOf(bytes, 0, end);
    }
    if (near.length() == 1 && (near.charAt(0) < ' ' || near.charAt(0) == 127)) {
      return LuaString.valueOf("char(" + (int) near.charAt(0) + ")");
    }
    return LuaString.valueOf(near.getBytes(StandardCharsets.ISO_8859_1));
  }

  private int current() {
    return at < source.length ? source[at] & 0xff : END_OF_SOURCE;
  }

  private int peek(int distance) {
    return at + distance < source.length ? source[at + distance] & 0xff : END_OF_SOURCE;
  }

  private void save() {
    text.write(current());
    at++;
  }

  private String read() {
    text.reset();
    while (true) {
      int c = current();
      switch (c) {
        case END_OF_SOURCE -> {
          return END;
        }
        case '\n', '\r' -> newLine();
        case ' ', '\t', 11, 12 -> at++;
        case '-' -> {
          if (peek(1) != '-') {
            return sign(1);
          }
          skipComment();
        }
        default -> {
          return readToken(c);
        }
      }
    }
  }

  private String readToken(int c) {
    if (isNameStart(c)) {
      return readName();
    }
    if (Ascii.isDigit(c) || (c == '.' && Ascii.isDigit(peek(1)))) {
      return readNumber();
    }
    return switch (c) {
      case '"', '\'' -> readString(c);
      case '[' -> {
        int level = longBracketLevel();
        if (level >= 0) {
          value = readLong(level, true);
          yield STRING;
        }
        if (level == -1) {
          yield sign(1);
        }
        while (current() == '[' || current() == '=') {
          save();
        }
        throw error("invalid long string delimiter", STRING);
      }
      case '=', '<', '>', '~' -> sign(peek(1) == '=' ? 2 : 1);
      case '.' -> sign(peek(1) != '.' ? 1 : peek(2) == '.' ? 3 : 2);
      default -> sign(1);
    };
  }

  private String sign(int length) {
    String sign = new String(source, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return sign;
  }

  private void newLine() {
    int first = current();
    at++;
    if ((current() == '\n' || current() == '\r') && current() != first) {
      at++;
    }
    line++;
  }

  private void skipComment() {
    at += 2;
    if (current() == '[') {
      int level = longBracketLevel();
      if (level >= 0) {
        readLong(level, false);
        text.reset();
        return;
      }
    }
    while (current() != '\n' && current() != '\r' && current() != END_OF_SOURCE) {
      at++;
    }
  }

  /**
   * The number of equals signs of an opening long bracket here; -1 if there is none, -2 if it is
   * not finished.
   */
  private int longBracketLevel() {
    int level = 0;
    while (peek(1 + level) == '=') {
      level++;
    }
    return peek(1 + level) == '[' ? level : level == 0 ? -1 : -2;
  }

  private LuaString readLong(int level, boolean isString) {
    int start = text.size();
    for (int i = 0; i < level + 2; i++) {
      save();
    }
    if (current() == '\n' || current() == '\r') {
      newLine();
    }
    while (true) {
      switch (current()) {
        case END_OF_SOURCE ->
            throw error(isString ? "unfinished long string" : "unfinished long comment", END);
        case ']' -> {
          if (closes(level)) {
            LuaString content = content(start + level + 2);
            for (int i = 0; i < level + 2; i++) {
              save();
            }
            return content;
          }
          save();
        }
        case '\n', '\r' -> {
          text.write('\n');
          newLine();
        }
        default -> save();
      }
    }
  }

  private boolean closes(int level) {
    for (int i = 1; i <= level; i++) {
      if (peek(i) != '=') {
        return false;
      }
    }
    return peek(level + 1) == ']';
  }

  private LuaString content(int from) {
    byte[] bytes = text.toByteArray();
    codeBytes += bytes.length;
    return LuaString.valueOf(bytes, from, bytes.length - from);
  }

  private String readString(int quote) {
    save();
    while (current() != quote) {
      switch (current()) {
        case END_OF_SOURCE -> throw error("unfinished string", END);
        case '\n', '\r' -> throw error("unfinished string", STRING);
        case '\\' -> readEscape();
        default -> save();
      }
    }
    value = content(1);
    save();
    return STRING;
  }

  private void readEscape() {
    at++;
    int c = current();
    int simple = "abfnrtv".indexOf(c);
    if (simple >= 0) {
      text.write("\u0007\b\f\n\r\t\u000b".charAt(simple));
      at++;
    } else if (c == '\n' || c == '\r') {
      text.write('\n');
      newLine();
    } else if (Ascii.isDigit(c)) {
      int code = 0;
      for (int i = 0; i < 3 && Ascii.isDigit(current()); i++) {
        code = 10 * code + current() - '0';
        at++;
      }
      if (code > 255) {
        throw error("escape sequence too large", STRING);
      }
      text.write(code);
    } else if (c != END_OF_SOURCE) {
      save();
    }
  }

  private String readNumber() {
    while (Ascii.isDigit(current()) || current() == '.') {
      save();
    }
    if (current() == 'e' || current() == 'E') {
      save();
      if (current() == '+' || current() == '-') {
        save();
      }
    }
    while (isNameStart(current()) || Ascii.isDigit(current())) {
      save();
    }
    LuaNumber number = Numbers.parse(LuaString.valueOf(text.toByteArray()));
    if (number == null) {
      throw error("malformed number", NUMBER);
    }
    value = number;
    return NUMBER;
  }

  private String readName() {
    while (isNameStart(current()) || Ascii.isDigit(current())) {
      save();
    }
    String name = text.toString(StandardCharsets.ISO_8859_1);
    if (RESERVED.contains(name)) {
      return name;
    }
    value = LuaString.valueOf(text.toByteArray());
    codeBytes += text.size();
    return NAME;
  }

  private static boolean isNameStart(int c) {
    return Ascii.isLetter(c) || c == '_';
  }
}
