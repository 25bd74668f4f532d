package io.dredis.lua.library;

import java.util.Random;

/** Random pieces of Lua source: values, and strings that are nearly what a library reads. */
final class RandomLua {
  private static final String[] JSON = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "1",
    "-2.5e3",
    "true",
    "null",
    " ",
    "\\\\u00e9",
    "\"",
    "nan",
    "0x1f",
    "\\0",
    "\\200",
    "\\n"
  };
  private static final String FORMAT = "bBhHlLTiIfdsxc<>! 012348q";

  private final Random random;

  RandomLua(Random random) {
    this.random = random;
  }

  /** A table has one key or is an array, so that there is one order to encode it in. */
  String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> Boolean.toString(random.nextBoolean());
      case 1 -> Integer.toString(random.nextInt() >> random.nextInt(32));
      case 2, 3 -> real();
      case 4 -> string(20);
      case 5 -> "{[" + string(5) + "]=" + value(depth - 1) + "}";
      case 6 -> "{[" + (random.nextInt(4) + 1) + "]=" + value(depth - 1) + "}";
      default -> array(depth);
    };
  }

  /** Digits in every number and at every scale; not the negative zero. */
  private String real() {
    double value =
        switch (random.nextInt(3)) {
          case 0 -> random.nextInt(100_000) / Math.pow(10, random.nextInt(8));
          case 1 -> random.nextLong() / Math.pow(2, random.nextInt(70));
          default -> Double.longBitsToDouble(random.nextLong());
        };
    return Double.isFinite(value) && value != 0 ? "(" + value + ")" : "0.25";
  }

  private String array(int depth) {
    StringBuilder elements = new StringBuilder("{");
    int count = random.nextInt(random.nextInt(10) == 0 ? 40 : 5);
    for (int i = 0; i < count; i++) {
      elements.append(value(depth - 1)).append(", ");
    }
    return elements.append('}').toString();
  }

  String string(int longest) {
    StringBuilder bytes = new StringBuilder("'");
    int length = random.nextInt(longest + 1);
    boolean text = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      bytes.append(escape(text ? 'a' + random.nextInt(26) : random.nextInt(256)));
    }
    return bytes.append('\'').toString();
  }

  String json() {
    StringBuilder pieces = new StringBuilder("'");
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      pieces.append(JSON[random.nextInt(JSON.length)]);
    }
    return pieces.append('\'').toString();
  }

  String messagePack() {
    StringBuilder bytes = new StringBuilder("'");
    int length = random.nextInt(20);
    for (int i = 0; i < length; i++) {
      bytes.append(escape(random.nextBoolean() ? 0x80 + random.nextInt(0x60) : random.nextInt(8)));
    }
    return bytes.append('\'').toString();
  }

  String structFormat() {
    StringBuilder letters = new StringBuilder("'");
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      letters.append(FORMAT.charAt(random.nextInt(FORMAT.length())));
    }
    return letters.append('\'').toString();
  }

  private static String escape(int value) {
    return String.format("\\%03d", value);
  }
}
