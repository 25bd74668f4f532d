package io.dredis.server.resp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as text the way C's {@code printf("%.17g")} writes them, which is how Redis 7.0 answers
 * scores: 17 significant digits, enough to read the same double back, trailing zeros dropped.
 */
public final class DoubleFormat {
  private static final int SIGNIFICANT_DIGITS = 17;
  private static final int LEAST_FIXED_EXPONENT = -4;
  private static final double INTEGER_LIMIT = 1e17;

  /** The exact decimal expansion is rounded once, to even, as the C library does. */
  private static final MathContext ROUNDING =
      new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_EVEN);

  private DoubleFormat() {}

  /**
   * Returns the text of a double; {@code inf} and {@code nan} for what is none, with its sign,
   * which a NaN has too.
   */
  public static String format(double value) {
    if (Double.isNaN(value)) {
      return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (isShortInteger(value)) {
      return Long.toString((long) value);
    }
    return formatFraction(value);
  }

  /** Returns whether the value is an integer that 17 digits hold, other than the negative zero. */
  static boolean isShortInteger(double value) {
    return Math.abs(value) < INTEGER_LIMIT
        && value == (long) value
        && (value != 0 || 1 / value > 0);
  }

  private static String formatFraction(double value) {
    BigDecimal rounded = new BigDecimal(Math.abs(value)).round(ROUNDING).stripTrailingZeros();
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    StringBuilder text = new StringBuilder(SIGNIFICANT_DIGITS + 8);
    if (value < 0) {
      text.append('-');
    }
    if (exponent < LEAST_FIXED_EXPONENT || exponent >= SIGNIFICANT_DIGITS) {
      appendScientific(text, digits, exponent);
    } else {
      appendFixed(text, digits, exponent);
    }
    return text.toString();
  }

  private static void appendScientific(StringBuilder text, String digits, int exponent) {
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      text.append('0');
    }
    text.append(size);
  }

  private static void appendFixed(StringBuilder text, String digits, int exponent) {
    if (exponent < 0) {
      text.append("0.").repeat('0', -exponent - 1).append(digits);
      return;
    }
    int integerDigits = exponent + 1;
    if (digits.length() <= integerDigits) {
      text.append(digits).repeat('0', integerDigits - digits.length());
    } else {
      text.append(digits, 0, integerDigits)
          .append('.')
          .append(digits, integerDigits, digits.length());
    }
  }
}
