package io.dredis.lua.language;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Matches a string against a pattern of Lua 5.1, by backtracking, from one place at a time. */
final class Matcher {

  private static final int MAX_CAPTURES = 32;
  private static final int UNFINISHED = -1;
  private static final int POSITION = -2;
  private static final int MAX_DEPTH = 400;
  private static final int CHECK_EVERY_STEPS = 0xfff;
  private static final char ESCAPE = '%';

  private final Machine machine;
  private final LuaString subject;
  private final byte[] source;
  private final int sourceStart;
  private final int sourceEnd;
  private final byte[] pattern;
  private final int patternEnd;
  private final int[] starts = new int[MAX_CAPTURES];
  private final int[] lengths = new int[MAX_CAPTURES];
  private int captures;
  private int depth;
  private int steps;

  Matcher(Machine machine, LuaString subject, LuaString pattern) {
    this.machine = machine;
    this.subject = subject;
    this.source = subject.m_bytes;
    this.sourceStart = subject.m_offset;
    this.sourceEnd = subject.m_offset + subject.m_length;
    this.pattern = pattern.m_bytes;
    this.patternEnd = pattern.m_offset + patternLength(pattern);
  }

  /** How long a pattern is: C takes a zero for its end. */
  static int patternLength(LuaString pattern) {
    int length = 0;
    while (length < pattern.m_length && pattern.charAt(length) != 0) {
      length++;
    }
    return length;
  }

  /**
   * Matches the pattern from an index of its array on at an index of the subject; its end, or
   * negative if it does not match.
   */
  int match(int at, int patternFrom) {
    captures = 0;
    depth = 0;
    int end = step(sourceStart + at, patternFrom);
    return end < 0 ? -1 : end - sourceStart;
  }

  private int step(int from, int patternFrom) {
    if (++depth > MAX_DEPTH) {
      throw new Failure("pattern too complex");
    }
    int s = from;
    int p = patternFrom;
    try {
      while (p < patternEnd) {
        tick();
        switch (pattern[p]) {
          case '(' -> {
            return peekPattern(p + 1) == ')'
                ? startCapture(s, p + 2, POSITION)
                : startCapture(s, p + 1, UNFINISHED);
          }
          case ')' -> {
            return endCapture(s, p + 1);
          }
          case ESCAPE -> {
            int special = peekPattern(p + 1);
            if (special == 'b') {
              s = balance(s, p + 2);
              if (s < 0) {
                return -1;
              }
              p += 4;
              continue;
            }
            if (special == 'f') {
              p = frontier(s, p + 2);
              if (p < 0) {
                return -1;
              }
              continue;
            }
            if (Ascii.isDigit(special)) {
              s = backReference(s, special);
              if (s < 0) {
                return -1;
              }
              p += 2;
              continue;
            }
          }
          case '$' -> {
            if (p + 1 == patternEnd) {
              return s == sourceEnd ? s : -1;
            }
          }
          default -> {}
        }
        int itemEnd = itemEnd(p);
        switch (peekPattern(itemEnd)) {
          case '?' -> {
            if (s < sourceEnd && single(s, p, itemEnd)) {
              int end = step(s + 1, itemEnd + 1);
              if (end >= 0) {
                return end;
              }
            }
            p = itemEnd + 1;
          }
          case '*' -> {
            return longest(s, p, itemEnd);
          }
          case '+' -> {
            return s < sourceEnd && single(s, p, itemEnd) ? longest(s + 1, p, itemEnd) : -1;
          }
          case '-' -> {
            return shortest(s, p, itemEnd);
          }
          default -> {
            if (s >= sourceEnd || !single(s, p, itemEnd)) {
              return -1;
            }
            s++;
            p = itemEnd;
          }
        }
      }
      return s;
    } finally {
      depth--;
    }
  }

  private void tick() {
    if ((++steps & CHECK_EVERY_STEPS) == 0) {
      machine.check();
    }
  }

  private int peekPattern(int p) {
    return p < patternEnd ? pattern[p] & 0xff : -1;
  }

  private int longest(int s, int p, int itemEnd) {
    int count = 0;
    while (s + count < sourceEnd && single(s + count, p, itemEnd)) {
      count++;
    }
    for (; count >= 0; count--) {
      tick();
      int end = step(s + count, itemEnd + 1);
      if (end >= 0) {
        return end;
      }
    }
    return -1;
  }

  private int shortest(int from, int p, int itemEnd) {
    int s = from;
    while (true) {
      tick();
      int end = step(s, itemEnd + 1);
      if (end >= 0) {
        return end;
      }
      if (s >= sourceEnd || !single(s, p, itemEnd)) {
        return -1;
      }
      s++;
    }
  }

  private int startCapture(int s, int p, int kind) {
    if (captures >= MAX_CAPTURES) {
      throw new Failure("too many captures");
    }
    starts[captures] = s;
    lengths[captures] = kind;
    captures++;
    int end = step(s, p);
    if (end < 0) {
      captures--;
    }
    return end;
  }

  private int endCapture(int s, int p) {
    int open = captures - 1;
    while (open >= 0 && lengths[open] != UNFINISHED) {
      open--;
    }
    if (open < 0) {
      throw new Failure("invalid pattern capture");
    }
    lengths[open] = s - starts[open];
    int end = step(s, p);
    if (end < 0) {
      lengths[open] = UNFINISHED;
    }
    return end;
  }

  private int balance(int from, int p) {
    if (p >= patternEnd || p + 1 >= patternEnd) {
      throw new Failure("unbalanced pattern");
    }
    if (from >= sourceEnd || source[from] != pattern[p]) {
      return -1;
    }
    int opens = 1;
    for (int s = from + 1; s < sourceEnd; s++) {
      if (source[s] == pattern[p + 1]) {
        if (--opens == 0) {
          return s + 1;
        }
      } else if (source[s] == pattern[p]) {
        opens++;
      }
    }
    return -1;
  }

  /** The place in the pattern after a set whose frontier is here, negative if it is not. */
  private int frontier(int s, int p) {
    if (peekPattern(p) != '[') {
      throw new Failure("missing '[' after '" + ESCAPE + "f' in pattern");
    }
    int end = itemEnd(p);
    int previous = s == sourceStart ? 0 : source[s - 1] & 0xff;
    int here = s < sourceEnd ? source[s] & 0xff : 0;
    return !inSet(previous, p, end - 1) && inSet(here, p, end - 1) ? end : -1;
  }

  private int backReference(int s, int digit) {
    int index = digit - '1';
    if (index < 0 || index >= captures || lengths[index] == UNFINISHED) {
      throw new Failure("invalid capture index");
    }
    int length = lengths[index];
    if (sourceEnd - s < length || length < 0) {
      return -1;
    }
    for (int i = 0; i < length; i++) {
      if (source[starts[index] + i] != source[s + i]) {
        return -1;
      }
    }
    return s + length;
  }

  /** The end of a single character's description. */
  private int itemEnd(int from) {
    int p = from;
    int c = pattern[p++];
    if (c == ESCAPE) {
      if (p >= patternEnd) {
        throw new Failure("malformed pattern (ends with '%')");
      }
      return p + 1;
    }
    if (c != '[') {
      return p;
    }
    if (peekPattern(p) == '^') {
      p++;
    }
    do {
      if (p >= patternEnd) {
        throw new Failure("malformed pattern (missing ']')");
      }
      if (pattern[p++] == ESCAPE && p < patternEnd) {
        p++;
      }
    } while (peekPattern(p) != ']');
    return p + 1;
  }

  private boolean single(int s, int p, int itemEnd) {
    int c = source[s] & 0xff;
    return switch (pattern[p]) {
      case '.' -> true;
      case ESCAPE -> inClass(c, pattern[p + 1] & 0xff);
      case '[' -> inSet(c, p, itemEnd - 1);
      default -> (pattern[p] & 0xff) == c;
    };
  }

  /** Whether a character is in the set from its opening to its closing bracket. */
  private boolean inSet(int c, int open, int close) {
    int p = open;
    boolean wanted = true;
    if (pattern[p + 1] == '^') {
      wanted = false;
      p++;
    }
    while (++p < close) {
      if (pattern[p] == ESCAPE) {
        p++;
        if (inClass(c, pattern[p] & 0xff)) {
          return wanted;
        }
      } else if (pattern[p + 1] == '-' && p + 2 < close) {
        if ((pattern[p] & 0xff) <= c && c <= (pattern[p + 2] & 0xff)) {
          return wanted;
        }
        p += 2;
      } else if ((pattern[p] & 0xff) == c) {
        return wanted;
      }
    }
    return !wanted;
  }

  static boolean inClass(int c, int name) {
    int lower = name | 0x20;
    boolean isIn;
    switch (name >= 'A' && name <= 'Z' ? lower : name) {
      case 'a' -> isIn = Ascii.isLetter(c);
      case 'c' -> isIn = c < 32 || c == 127;
      case 'd' -> isIn = Ascii.isDigit(c);
      case 'l' -> isIn = Ascii.isLower(c);
      case 'p' -> isIn = Ascii.isPunctuation(c);
      case 's' -> isIn = Ascii.isSpace(c);
      case 'u' -> isIn = Ascii.isUpper(c);
      case 'w' -> isIn = Ascii.isLetter(c) || Ascii.isDigit(c);
      case 'x' -> isIn = Ascii.isHexDigit(c);
      case 'z' -> isIn = c == 0;
      default -> {
        return name == c;
      }
    }
    return isIn == (name >= 'a');
  }

  // What was captured.

  /** How many values the match has: its captures, or the whole of it. */
  int captureCount(boolean orWhole) {
    return captures == 0 && orWhole ? 1 : captures;
  }

  /** A capture, from 0; without any the whole match. */
  LuaValue capture(int index, int start, int end) {
    if (index >= captures) {
      if (index != 0) {
        throw new Failure("invalid capture index");
      }
      return subject.substring(start, end);
    }
    int length = lengths[index];
    if (length == UNFINISHED) {
      throw new Failure("unfinished capture");
    }
    int from = starts[index] - sourceStart;
    return length == POSITION ? LuaValue.valueOf(from + 1) : subject.substring(from, from + length);
  }
}
