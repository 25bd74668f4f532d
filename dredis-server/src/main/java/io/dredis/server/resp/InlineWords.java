package io.dredis.server.resp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words of an inline request, quoted as in Redis: between double quotes {@code \n \r \t \b \a},
 * {@code \xHH} and the backslash itself are escapes, between single quotes only {@code \'}. A
 * closing quote ends its word, so a blank or the end of the line has to follow it.
 */
final class InlineWords {
  private static final byte[][] NONE = {};

  private final byte[] line;
  private final int end;
  private int next;
  private byte[] word;
  private int wordLength;

  private InlineWords(byte[] line, int from, int end) {
    this.line = line;
    this.next = from;
    this.end = end;
  }

  /** Returns the words of a line, or null when its quotes are unbalanced. */
  static byte[][] split(byte[] line, int fromInclusive, int toExclusive) {
    InlineWords words = new InlineWords(line, fromInclusive, toExclusive);
    List<byte[]> found = new ArrayList<>();
    while (words.skipBlanks()) {
      if (!words.readWord()) {
        return null;
      }
      found.add(Arrays.copyOf(words.word, words.wordLength));
    }
    return found.toArray(NONE);
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
