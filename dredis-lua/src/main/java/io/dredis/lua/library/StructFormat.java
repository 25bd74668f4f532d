package io.dredis.lua.library;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Failure;
import org.luaj.vm2.LuaString;

/**
 * The letters of a {@code struct} format, one after the other, up to a NUL:
 *
 * <pre>
 * b B          a byte, signed and unsigned      h H    2 bytes      l L T    8 bytes
 * i I [size]   so many bytes, 4 unless told     f      float        d        double
 * c [size]     so many characters, 1 unless told; c0: as many as the number before says
 * s            characters up to a NUL           x      a byte of padding
 * &lt; &gt;          least, most significant byte first, from here on
 * ! [size]     align to the size of what follows, but to no more than this
 * </pre>
 */
final class StructFormat {
  private static final int MAX_INTEGER_SIZE = 32;
  private static final int DEFAULT_ALIGNMENT = 8;

  private final Arguments arguments;
  private final LuaString text;
  private int at;
  private boolean bigEndian;
  private int alignment = 1;
  private int letter;
  private long size;
  private int padding;

  /** Reads the format that is the first argument of a function. */
  StructFormat(Arguments arguments) {
    this.arguments = arguments;
    text = arguments.string(1);
  }

  /** Reads the next letter for a value at a position; returns false at the end. */
  boolean next(long position) {
    letter = peek();
    if (letter == 0) {
      return false;
    }
    at++;
    size = readSize();
    padding = padding(position);
    return true;
  }

  int letter() {
    return letter;
  }

  /** The bytes that the letter takes; 0 if the letter alone does not say. */
  long size() {
    return size;
  }

  /** The bytes to leave out so that the value is aligned. */
  int padding() {
    return padding;
  }

  boolean isBigEndian() {
    return bigEndian;
  }

  /** Obeys a letter that stands for no value, or refuses it. */
  void control() {
    switch (letter) {
      case ' ' -> {}
      case '>' -> bigEndian = true;
      case '<' -> bigEndian = false;
      case '!' -> {
        int wanted = readNumber(DEFAULT_ALIGNMENT);
        if (Integer.bitCount(wanted) != 1) {
          throw new Failure("alignment " + wanted + " is not a power of 2");
        }
        alignment = wanted;
      }
      default -> throw arguments.error(1, "invalid format option '" + (char) letter + "'");
    }
  }

  private long readSize() {
    return switch (letter) {
      case 'b', 'B', 'x' -> 1;
      case 'h', 'H' -> 2;
      case 'f' -> 4;
      case 'l', 'L', 'T', 'd' -> 8;
      case 'c' -> readNumber(1);
      case 'i', 'I' -> {
        int wanted = readNumber(Integer.BYTES);
        if (wanted > MAX_INTEGER_SIZE) {
          throw new Failure(
              "integral size " + wanted + " is larger than limit of " + MAX_INTEGER_SIZE);
        }
        yield wanted;
      }
      default -> 0;
    };
  }

  private int readNumber(int fallback) {
    if (!isDigit(peek())) {
      return fallback;
    }
    long number = 0;
    while (isDigit(peek())) {
      number = 10 * number + peek() - '0';
      if (number > Integer.MAX_VALUE) {
        throw new Failure("integral size overflow");
      }
      at++;
    }
    return (int) number;
  }

  private int padding(long position) {
    if (size == 0 || letter == 'c') {
      return 0;
    }
    long unit = Math.min(size, alignment);
    return (int) ((unit - (position & (unit - 1))) & (unit - 1));
  }

  private int peek() {
    return at < text.m_length ? text.luaByte(at) : 0;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
