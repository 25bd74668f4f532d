package io.dredis.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of words as {@code redis.conf} has them. Words are separated by white space and may stand
 * in quotes: between double quotes {@code \n \r \t \b \a \xHH} and a backslash before any other
 * character are understood, between single quotes only {@code \'}. A closing quote ends its word.
 */
final class QuotedWords {
  private static final int END = -1;

  private final String line;
  private int next;

  private QuotedWords(String line) {
    this.line = line;
  }

  /**
   * Returns the words of a line, or null when a quote is not closed or something follows it
   * directly.
   */
  static List<String> split(String line) {
    QuotedWords words = new QuotedWords(line);
    List<String> found = new ArrayList<>();
    while (words.skipSpace()) {
      String word = words.word();
      if (word == null) {
        return null;
      }
      found.add(word);
    }
    return found;
  }

  /** Returns the word in double quotes, such that {@link #split} gives it back. */
  static String quote(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '\\', '"' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case 7 -> quoted.append("\\a");
        default ->
            quoted.append(
                c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\x%02x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  private boolean skipSpace() {
    while (next < line.length() && isSpace(line.charAt(next))) {
      next++;
    }
    return next < line.length();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (true) {
      int c = take();
      if (c == END || isSpace((char) c)) {
        return word.toString();
      }
      if (c == '"' || c == '\'') {
        boolean closed = c == '"' ? doubleQuoted(word) : singleQuoted(word);
        boolean ends = next == line.length() || isSpace(line.charAt(next));
        return closed && ends ? word.toString() : null;
      }
      word.append((char) c);
    }
  }

  private boolean doubleQuoted(StringBuilder word) {
    while (true) {
      int c = take();
      switch (c) {
        case END -> {
          return false;
        }
        case '"' -> {
          return true;
        }
        case '\\' -> {
          if (next == line.length()) {
            return false;
          }
          word.append(escaped());
        }
        default -> word.append((char) c);
      }
    }
  }

  private char escaped() {
    char c = line.charAt(next++);
    if (c == 'x' && isHexadecimal(next) && isHexadecimal(next + 1)) {
      next += 2;
      return (char) Integer.parseInt(line.substring(next - 2, next), 16);
    }
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> c;
    };
  }

  private boolean singleQuoted(StringBuilder word) {
    while (true) {
      int c = take();
      if (c == END) {
        return false;
      }
      if (c == '\'') {
        return true;
      }
      if (c == '\\' && next < line.length() && line.charAt(next) == '\'') {
        next++;
        word.append('\'');
      } else {
        word.append((char) c);
      }
    }
  }

  private int take() {
    return next < line.length() ? line.charAt(next++) : END;
  }

  private boolean isHexadecimal(int index) {
    return index < line.length() && Character.digit(line.charAt(index), 16) >= 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
