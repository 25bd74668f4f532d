package io.dredis.rdb;

import io.dredis.rdb.encoding.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Scores as decimal digits, as packed sorted sets and those of old files hold them. */
final class DecimalScore {
  /** Redis writes 17 digits; more than this is no score. */
  private static final int LONGEST = 400;

  /** Beyond this many digits, not every integer is a double. */
  private static final double GREATEST_EXACT = 1L << 53;

  private DecimalScore() {}

  /** Returns the score that a text stands for, or NaN if it stands for none. */
  static double parse(byte[] text) {
    if (text.length > LONGEST) {
      return Double.NaN;
    }
    String digits = new String(text, StandardCharsets.ISO_8859_1);
    return switch (digits.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> isNumeric(text) ? parse(digits) : Double.NaN;
    };
  }

  private static double parse(String digits) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  /** Java also takes blanks around a number, hexadecimal digits, and a letter for the type. */
  private static boolean isNumeric(byte[] text) {
    for (byte each : text) {
      boolean digit = each >= '0' && each <= '9';
      if (!digit && each != '-' && each != '+' && each != '.' && each != 'e' && each != 'E') {
        return false;
      }
    }
    return text.length > 0;
  }

  /** Returns the shortest text that stands for exactly this score. */
  static byte[] format(double score) {
    if (score == (long) score && Math.abs(score) <= GREATEST_EXACT && !isNegativeZero(score)) {
      return Decimal.of((long) score);
    }
    return other(score).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String other(double score) {
    if (Double.isInfinite(score)) {
      return score > 0 ? "inf" : "-inf";
    }
    return isNegativeZero(score) ? "-0" : Double.toString(score);
  }

  private static boolean isNegativeZero(double score) {
    return score == 0 && 1 / score < 0;
  }
}
