package io.dredis.server.command.sortedset;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scores as C's {@code strtod} reads them: decimal, hexadecimal or infinite. */
final class Scores {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "([+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+))([pP][+-]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("([+-]?)(?i:inf|infinity)");
  private static final Pattern NONZERO = Pattern.compile("[1-9a-fA-F]");

  private Scores() {}

  /**
   * Returns the score that the whole of an argument is.
   *
   * @throws CommandException when it is none, or too large or too small for one
   */
  static double parse(byte[] argument) {
    return parse(argument, Errors.NOT_A_FLOAT);
  }

  /**
   * Returns the number that the whole of an argument is.
   *
   * @throws CommandException with the error when it is none, or too large or too small for one
   */
  static double parse(byte[] argument, String error) {
    String text = text(argument);
    Double number = number(text);
    if (number == null || isOutOfRange(text, number)) {
      throw new CommandException(error);
    }
    return number;
  }

  /**
   * Returns the end of a range of scores. Unlike a score it may be empty, begin with blanks, or be
   * as large or small as it likes.
   *
   * @throws CommandException with the error when it is no number
   */
  static double parseBound(byte[] argument, int fromInclusive, String error) {
    String text = text(argument).substring(fromInclusive);
    int end = text.indexOf(0);
    text = end < 0 ? text : text.substring(0, end);
    if (text.isEmpty()) {
      return 0;
    }
    Double number = number(text.replaceFirst("^[ \\t\\n\\x0b\\f\\r]+", ""));
    if (number == null) {
      throw new CommandException(error);
    }
    return number;
  }

  private static String text(byte[] argument) {
    return new String(argument, StandardCharsets.ISO_8859_1);
  }

  private static Double number(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    Matcher hexadecimal = HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      String exponent = hexadecimal.group(2) == null ? "p0" : hexadecimal.group(2);
      return Double.parseDouble(hexadecimal.group(1) + exponent);
    }
    Matcher infinite = INFINITE.matcher(text);
    if (infinite.matches()) {
      return infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return null;
  }

  private static boolean isOutOfRange(String text, double number) {
    if (Double.isInfinite(number)) {
      return !INFINITE.matcher(text).matches();
    }
    if (number != 0) {
      return false;
    }
    String digits = text.replaceFirst("^[+-]?0[xX]", "");
    boolean hexadecimal = digits.length() + 2 <= text.length() && text.matches("[+-]?0[xX].*");
    String mantissa = digits.split(hexadecimal ? "[pP]" : "[eE]", 2)[0];
    return NONZERO.matcher(mantissa).find();
  }
}
