package io.dredis.server.resp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of words as inline requests and {@code redis.conf} have them: divided by white space, some
 * in quotes. Between double quotes {@code \n \r \t \b \a}, {@code \xHH} and a backslash before any
 * other byte are escapes, between single quotes only {@code \'}. A closing quote ends its word, so
 * white space or the end of the line has to follow it.
 */
public final class QuotedWords {
  private static final byte[][] NONE = {};

  private final byte[] line;
  private final int end;
  private int next;
  private byte[] word;
  private int wordLength;

  private QuotedWords(byte[] line, int from, int end) {
    this.line = line;
    this.next = from;
    this.end = end;
  }

  /** Returns the words of a line, or null when its quotes are unbalanced. */
  public static byte[][] split(byte[] line, int fromInclusive, int toExclusive) {
    QuotedWords words = new QuotedWords(line, fromInclusive, toExclusive);
    List<byte[]> found = new ArrayList<>();
    while (words.skipBlanks()) {
      if (!words.readWord()) {
        return null;
      }
      found.add(Arrays.copyOf(words.word, words.wordLength));
    }
    return found.toArray(NONE);
  }

  /**
   * Returns a word, one byte to a char, in double quotes, such that {@link #split} gives it back.
   */
  public static String quote(String word) {
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

  private boolean skipBlanks() {
    while (next < end && (endsWord(line[next]) || line[next] == 0x0b || line[next] == 0x0c)) {
      next++;
    }
    return next < end;
  }

  /** Reads one word; returns whether its quotes are balanced. */
  private boolean readWord() {
    if (word == null) {
      word = new byte[end - next];
    }
    wordLength = 0;
    while (next < end && !endsWord(line[next])) {
      byte b = line[next++];
      if (b == '"') {
        return readDoubleQuoted() && isAtWordEnd();
      }
      if (b == '\'') {
        return readSingleQuoted() && isAtWordEnd();
      }
      put(b);
    }
    return true;
  }

  private boolean readDoubleQuoted() {
    while (next < end) {
      byte b = line[next++];
      if (b == '"') {
        return true;
      }
      put(b == '\\' && next < end ? escaped() : b);
    }
    return false;
  }

  private byte escaped() {
    byte b = line[next++];
    if (b == 'x' && next + 1 < end && isHex(line[next]) && isHex(line[next + 1])) {
      next += 2;
      return (byte)
          (Character.digit(line[next - 2], 16) << 4 | Character.digit(line[next - 1], 16));
    }
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 0x07;
      default -> b;
    };
  }

  private boolean readSingleQuoted() {
    while (next < end) {
      byte b = line[next++];
      if (b == '\'') {
        return true;
      }
      if (b == '\\' && next < end && line[next] == '\'') {
        b = line[next++];
      }
      put(b);
    }
    return false;
  }

  private boolean isAtWordEnd() {
    return next == end || endsWord(line[next]) || line[next] == 0x0b || line[next] == 0x0c;
  }

  private void put(byte b) {
    word[wordLength++] = b;
  }

  private static boolean endsWord(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static boolean isHex(byte b) {
    return b >= 0 && Character.digit(b, 16) >= 0;
  }
}
