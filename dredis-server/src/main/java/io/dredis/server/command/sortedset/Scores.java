package io.dredis.server.command.sortedset;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Doubles;
import io.dredis.server.command.Errors;
import java.nio.charset.StandardCharsets;

/** Scores as Redis reads them from arguments. */
final class Scores {
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
    double simple = Doubles.parseShort(argument, 0);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    String text = text(argument);
    Double number = Doubles.parse(text);
    if (number == null || Doubles.isOutOfRange(text, number)) {
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
    double simple = Doubles.parseShort(argument, fromInclusive);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    Double number = Doubles.parseCString(text(argument).substring(fromInclusive));
    if (number == null) {
      throw new CommandException(error);
    }
    return number;
  }

  private static String text(byte[] argument) {
    return new String(argument, StandardCharsets.ISO_8859_1);
  }
}
