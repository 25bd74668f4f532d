package io.dredis.server.command.sort;

import java.util.Arrays;

/**
 * A pattern of BY or GET: {@code weight_*} is a key, {@code object_*->field} a field of a hash, and
 * {@code #} the element itself.
 */
final class SortPattern {
  /** The pattern that stands for the element itself. */
  static final SortPattern ELEMENT = of(new byte[] {'#'});

  private final boolean element;
  private final byte[] pattern;
  private final int star;
  private final int keyEnd;

  private SortPattern(byte[] pattern) {
    // Redis looks for these signs in a C string, which ends at its first zero byte.
    int end = indexOf(pattern, 0, pattern.length, 0);
    this.pattern = pattern;
    this.element = end == 1 && pattern[0] == '#';
    this.star = indexOf(pattern, 0, end, '*');
    this.keyEnd = keyEnd(pattern, star, end);
  }

  static SortPattern of(byte[] pattern) {
    return new SortPattern(pattern);
  }

  /** Returns where the arrow before a field stands, or the length when no field is named. */
  private static int keyEnd(byte[] pattern, int star, int end) {
    int arrow = star;
    do {
      arrow = indexOf(pattern, arrow + 1, end, '-');
    } while (arrow + 1 < end && pattern[arrow + 1] != '>');
    return arrow + 2 < end ? arrow : pattern.length;
  }

  /** Returns where a byte stands first, or the end. */
  private static int indexOf(byte[] bytes, int fromInclusive, int toExclusive, int sought) {
    int at = Math.min(fromInclusive, toExclusive);
    while (at < toExclusive && bytes[at] != sought) {
      at++;
    }
    return at;
  }

  /** Returns whether it stands for the element itself. */
  boolean isElement() {
    return element;
  }

  /** Returns whether the key that it names has the element in it. */
  boolean dependsOnElement() {
    return star < pattern.length && pattern[star] == '*';
  }

  /** Returns the key for an element; the pattern depends on the element. */
  byte[] key(byte[] inserted) {
    byte[] key = new byte[keyEnd - 1 + inserted.length];
    System.arraycopy(pattern, 0, key, 0, star);
    System.arraycopy(inserted, 0, key, star, inserted.length);
    System.arraycopy(pattern, star + 1, key, star + inserted.length, keyEnd - star - 1);
    return key;
  }

  /** Returns the field of the hash that the key has, or null when its value is a string. */
  byte[] fieldOrNull() {
    return keyEnd == pattern.length
        ? null
        : Arrays.copyOfRange(pattern, keyEnd + 2, pattern.length);
  }
}
