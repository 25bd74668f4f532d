package io.dredis.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When the server saves by itself: {@code save}.
 *
 * @param points each is enough for a save
 */
public record SavePoints(List<Point> points) {
  /** Never. */
  public static final SavePoints NONE = new SavePoints(List.of());

  private static final String INVALID = "Invalid save parameters";

  /**
   * One save point.
   *
   * @param seconds more than so long after the last save
   * @param changes if there were at least as many changes since
   */
  public record Point(long seconds, long changes) {
    @Override
    public String toString() {
      return seconds + " " + changes;
    }
  }

  /** How save points are written: {@code 3600 1 300 100}. In a file, lines add up. */
  static ParameterType<SavePoints> type() {
    return new ParameterType<>() {
      @Override
      public SavePoints parse(String text, SavePoints current) throws InvalidValueException {
        return SavePoints.parse(text);
      }

      @Override
      public SavePoints parsePreset(String text, SavePoints current) throws InvalidValueException {
        SavePoints more = SavePoints.parse(text);
        return more.points.isEmpty() ? more : current.and(more);
      }

      @Override
      public String format(SavePoints value) {
        return value.toString();
      }

      @Override
      public boolean takesSeveralWords() {
        return true;
      }

      @Override
      public List<String> fileValues(SavePoints value) {
        return value.points.isEmpty()
            ? List.of("\"\"")
            : value.points.stream().map(Point::toString).toList();
      }
    };
  }

  private static SavePoints parse(String text) throws InvalidValueException {
    if (text.isEmpty()) {
      return NONE;
    }
    String[] words = text.split(" ", -1);
    if (words.length % 2 != 0) {
      throw new InvalidValueException(INVALID);
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      points.add(new Point(number(words[i], 1), number(words[i + 1], 0)));
    }
    return new SavePoints(List.copyOf(points));
  }

  private static long number(String word, long minInclusive) throws InvalidValueException {
    try {
      long number = Long.parseLong(word);
      if (number >= minInclusive && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Answered below like a number out of range.
    }
    throw new InvalidValueException(INVALID);
  }

  private SavePoints and(SavePoints more) {
    List<Point> all = new ArrayList<>(points);
    all.addAll(more.points);
    return new SavePoints(List.copyOf(all));
  }

  @Override
  public String toString() {
    return points.stream().map(Point::toString).collect(Collectors.joining(" "));
  }
}
