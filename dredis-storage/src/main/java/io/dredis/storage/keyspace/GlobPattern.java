package io.dredis.storage.keyspace;

import java.io.ByteArrayOutputStream;

/**
 * A glob pattern over bytes, as KEYS, SCAN, PSUBSCRIBE and CONFIG GET take them.
 *
 * <pre>
 * *        any bytes, none included
 * ?        any one byte
 * [abc]    one of them; [a-c] a range, in either order; [^a] any other; \ takes the next byte as it is; ] may be missing
 * \x       x as it is
 * </pre>
 *
 * Each element but the star takes one byte, so it is enough to come back to the last star: time is
 * at most the product of both lengths. Bytes compare as signed ones within a range, for Redis on
 * x86 does. Immutable.
 */
public final class GlobPattern {
  /** The pattern {@code *}. */
  public static final GlobPattern ALL = new GlobPattern(new byte[] {'*'}, false);

  private final byte[] pattern;
  private final boolean ignoreCase;

  private GlobPattern(byte[] pattern, boolean ignoreCase) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
  }

  /** Returns a pattern; the array must not be changed afterwards. */
  public static GlobPattern of(byte[] pattern) {
    return new GlobPattern(pattern, false);
  }

  /**
   * Returns a pattern for which ASCII letters match in either case; the array must not be changed
   * afterwards.
   */
  public static GlobPattern ignoringCase(byte[] pattern) {
    return new GlobPattern(pattern, true);
  }

  /**
   * Returns whether it is {@code *}, which KEYS and SCAN take as every key, the empty one included.
   */
  public boolean isAll() {
    return pattern.length == 1 && pattern[0] == '*';
  }

  /** Returns what every match begins with. */
  public byte[] literalPrefix() {
    ByteArrayOutputStream prefix = new ByteArrayOutputStream();
    for (int i = 0; !ignoreCase && i < pattern.length && "*?[".indexOf(pattern[i]) < 0; i++) {
      if (pattern[i] == '\\' && i + 1 < pattern.length) {
        i++;
      }
      prefix.write(pattern[i]);
    }
    return prefix.toByteArray();
  }

  /**
   * Returns whether the whole of a string matches. The empty string is matched by the empty pattern
   * alone.
   */
  public boolean matches(byte[] string) {
    int at = 0;
    int i = 0;
    int afterStar = -1;
    int starred = 0;
    while (i < string.length) {
      if (at < pattern.length && pattern[at] == '*') {
        at = skipStars(at);
        if (at == pattern.length) {
          return true;
        }
        afterStar = at;
        starred = i;
        continue;
      }
      int next = at < pattern.length ? matchOne(at, string[i]) : -1;
      if (next >= 0) {
        at = next;
        i++;
      } else if (afterStar < 0) {
        return false;
      } else {
        at = afterStar;
        i = ++starred;
      }
    }
    // A rest of the pattern needs bytes that are not there, and a later start would leave it fewer
    // still.
    return (string.length == 0 ? at : skipStars(at)) == pattern.length;
  }

  private int skipStars(int from) {
    int at = from;
    while (at < pattern.length && pattern[at] == '*') {
      at++;
    }
    return at;
  }

  /** Returns where the pattern goes on when its element at an index matches a byte, else -1. */
  private int matchOne(int at, byte c) {
    return switch (pattern[at]) {
      case '?' -> at + 1;
      case '[' -> matchClass(at + 1, c);
      case '\\' -> matchLiteral(at + 1 < pattern.length ? at + 1 : at, c);
      default -> matchLiteral(at, c);
    };
  }

  private int matchLiteral(int at, byte c) {
    return same(pattern[at], c) ? at + 1 : -1;
  }

  private int matchClass(int from, byte c) {
    boolean not = from < pattern.length && pattern[from] == '^';
    int at = not ? from + 1 : from;
    boolean match = false;
    while (at < pattern.length && pattern[at] != ']') {
      if (pattern[at] == '\\' && at + 1 < pattern.length) {
        match |= pattern[at + 1] == c;
        at += 2;
      } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
        match |= inRange(pattern[at], pattern[at + 2], c);
        at += 3;
      } else {
        match |= same(pattern[at], c);
        at++;
      }
    }
    return match == not ? -1 : Math.min(at + 1, pattern.length);
  }

  private boolean inRange(byte one, byte other, byte c) {
    int start = fold((byte) Math.min(one, other));
    int end = fold((byte) Math.max(one, other));
    return start <= fold(c) && fold(c) <= end;
  }

  private boolean same(byte one, byte other) {
    return fold(one) == fold(other);
  }

  private int fold(byte c) {
    return ignoreCase && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
}
