package io.dredis.server.config;

import io.dredis.server.resp.QuotedWords;
import io.dredis.storage.type.Integers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the values of a parameter are written.
 *
 * @param <T> what a value is to the code that reads it
 */
interface ParameterType<T> {

  /**
   * Returns the value that a text stands for.
   *
   * @param current the value so far, for texts that change only part of it
   * @throws InvalidValueException with Redis's words when it stands for none
   */
  T parse(String text, T current) throws InvalidValueException;

  /**
   * Returns the value that a text stands for before the start, where the lines of a configuration
   * file may add up.
   */
  default T parsePreset(String text, T current) throws InvalidValueException {
    return parse(text, current);
  }

  /** Returns the text that CONFIG GET shows for a value. */
  String format(T value);

  /** Returns whether the text may come as several words. */
  default boolean takesSeveralWords() {
    return false;
  }

  /**
   * Returns what stands behind the name in a configuration file, for each line that a value takes.
   */
  default List<String> fileValues(T value) {
    return List.of(format(value));
  }

  /** Returns a type of the given ways to read and to show a value. */
  static <T> ParameterType<T> of(Parser<T> parser, Function<T, String> format) {
    return new ParameterType<>() {
      @Override
      public T parse(String text, T current) throws InvalidValueException {
        return parser.parse(text, current);
      }

      @Override
      public String format(T value) {
        return format.apply(value);
      }
    };
  }

  /** See {@link ParameterType#parse}. */
  @FunctionalInterface
  interface Parser<T> {
    /** See {@link ParameterType#parse}. */
    T parse(String text, T current) throws InvalidValueException;
  }

  /** {@code yes} or {@code no}. */
  static ParameterType<Boolean> yesNo() {
    return of(
        (text, current) -> {
          if (text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("no")) {
            return text.equalsIgnoreCase("yes");
          }
          throw new InvalidValueException("argument must be 'yes' or 'no'");
        },
        value -> value ? "yes" : "no");
  }

  /** A number within a range. */
  static ParameterType<Long> integer(long minInclusive, long maxInclusive) {
    return of(
        (text, current) -> inRange(parseInteger(text), minInclusive, maxInclusive),
        value -> Long.toString(value));
  }

  /** A number of bytes, written with or without a unit. */
  static ParameterType<Long> memory(long minInclusive, long maxInclusive) {
    return new ParameterType<>() {
      @Override
      public Long parse(String text, Long current) throws InvalidValueException {
        return inRange(parseMemory(text), minInclusive, maxInclusive);
      }

      @Override
      public String format(Long bytes) {
        return Long.toString(bytes);
      }

      @Override
      public List<String> fileValues(Long bytes) {
        return List.of(MemorySize.format(bytes));
      }
    };
  }

  /** Any text. */
  static ParameterType<String> text() {
    return new TextType(false);
  }

  /** Words separated by blanks. */
  static ParameterType<String> words() {
    return new TextType(true);
  }

  /**
   * Any text, quoted in files; several words of a file are joined by blanks, and need no quotes.
   */
  record TextType(boolean takesSeveralWords) implements ParameterType<String> {
    @Override
    public String parse(String text, String current) {
      return text;
    }

    @Override
    public String format(String value) {
      return value;
    }

    @Override
    public List<String> fileValues(String value) {
      return List.of(takesSeveralWords && !value.isBlank() ? value : QuotedWords.quote(value));
    }
  }

  /** One of the names of an enum's values, in lower case. */
  static <E extends Enum<E>> ParameterType<E> oneOf(Class<E> values) {
    return of(
        (text, current) -> {
          for (E value : values.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text)) {
              return value;
            }
          }
          throw new InvalidValueException(
              "argument(s) must be one of the following: "
                  + Arrays.stream(values.getEnumConstants())
                      .map(ParameterType::lowerCase)
                      .collect(Collectors.joining(", ")));
        },
        ParameterType::lowerCase);
  }

  /** One of several names, given as the error text lists them. */
  static ParameterType<String> oneOf(String allJoined) {
    List<String> all = List.of(allJoined.split(", "));
    return of(
        (text, current) -> {
          String name = text.toLowerCase(Locale.ROOT);
          if (!all.contains(name)) {
            throw new InvalidValueException(
                "argument(s) must be one of the following: " + allJoined);
          }
          return name;
        },
        value -> value);
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static long parseInteger(String text) throws InvalidValueException {
    byte[] bytes = Texts.bytes(text);
    if (!Integers.isCanonical(bytes)) {
      throw new InvalidValueException("argument couldn't be parsed into an integer");
    }
    return Integers.parse(bytes);
  }

  private static long parseMemory(String text) throws InvalidValueException {
    try {
      return MemorySize.parse(text);
    } catch (NumberFormatException notANumber) {
      throw new InvalidValueException("argument must be a memory value");
    }
  }

  private static long inRange(long value, long minInclusive, long maxInclusive)
      throws InvalidValueException {
    if (value < minInclusive || value > maxInclusive) {
      throw new InvalidValueException(
          "argument must be between " + minInclusive + " and " + maxInclusive + " inclusive");
    }
    return value;
  }
}
