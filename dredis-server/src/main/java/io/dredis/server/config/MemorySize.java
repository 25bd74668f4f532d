package io.dredis.server.config;

import java.util.Locale;

/**
 * Numbers of bytes as {@code redis.conf} writes them: {@code 64}, {@code 10k} (1000 each), {@code
 * 10kb} (1024 each).
 */
public final class MemorySize {
  private MemorySize() {}

  /**
   * Returns the number of bytes.
   *
   * @throws NumberFormatException when the text is no such number
   */
  static long parse(String text) {
    int digits = 0;
    while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
      digits++;
    }
    long unit = unit(text.substring(digits).toLowerCase(Locale.ROOT));
    try {
      return Math.multiplyExact(digits == 0 ? 0 : Long.parseLong(text.substring(0, digits)), unit);
    } catch (ArithmeticException tooLarge) {
      throw new NumberFormatException(text);
    }
  }

  /** Returns the number of bytes, or another number when the text says none. */
  public static long parseOr(String text, long otherwise) {
    try {
      return parse(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Returns the number in the largest unit that leaves no fraction. */
  static String format(long bytes) {
    if (bytes != 0 && bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "gb";
    }
    if (bytes != 0 && bytes % (1L << 20) == 0) {
      return (bytes >> 20) + "mb";
    }
    if (bytes != 0 && bytes % (1L << 10) == 0) {
      return (bytes >> 10) + "kb";
    }
    return Long.toString(bytes);
  }

  private static long unit(String suffix) {
    return switch (suffix) {
      case "", "b" -> 1;
      case "k" -> 1000;
      case "kb" -> 1L << 10;
      case "m" -> 1_000_000;
      case "mb" -> 1L << 20;
      case "g" -> 1_000_000_000;
      case "gb" -> 1L << 30;
      default -> throw new NumberFormatException(suffix);
    };
  }
}
