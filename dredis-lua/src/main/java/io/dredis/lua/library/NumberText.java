package io.dredis.lua.library;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as text the way C's {@code printf("%.<digits>g")} writes them. */
final class NumberText {
  /** The digits with which Lua turns numbers into strings. */
  static final int LUA_DIGITS = 14;

  private static final long[] POWERS_OF_TEN = powersOfTen();
  private static final int LEAST_FIXED_EXPONENT = -4;

  private NumberText() {}

  /** Returns the text of a double with 1 to 15 significant digits. */
  static String format(double value, int digits) {
    if (value == Math.rint(value) && Math.abs(value) < POWERS_OF_TEN[digits]) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    if (Double.isNaN(value)) {
      // C tells a NaN's sign, Java does not keep it: this is the one that 0/0 has on x86.
      return "-nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    BigDecimal rounded = round(value, digits);
    return layOut(value < 0, rounded.unscaledValue().abs().toString(), rounded.scale(), digits);
  }

  /**
   * The shortest decimal that reads back as the value, which is quick to have, rounds as the exact
   * one does, except when it lies half-way: then it is not known on which side the exact one lies.
   * A subnormal number has fewer digits than are asked for, so its shortest decimal says too
   * little.
   */
  private static BigDecimal round(double value, int digits) {
    if (Math.abs(value) >= Double.MIN_NORMAL) {
      BigDecimal shortest = BigDecimal.valueOf(value);
      BigDecimal rounded = shortest.round(new MathContext(digits, RoundingMode.HALF_DOWN));
      if (rounded.compareTo(shortest.round(new MathContext(digits, RoundingMode.HALF_UP))) == 0) {
        return rounded;
      }
    }
    return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static String layOut(boolean negative, String unscaled, int scale, int digits) {
    int exponent = unscaled.length() - 1 - scale;
    String significant = withoutTrailingZeros(unscaled);
    StringBuilder text = new StringBuilder(digits + 8);
    if (negative) {
      text.append('-');
    }
    if (exponent < LEAST_FIXED_EXPONENT || exponent >= digits) {
      appendScientific(text, significant, exponent);
    } else {
      appendFixed(text, significant, exponent);
    }
    return text.toString();
  }

  private static void appendScientific(StringBuilder text, String digits, int exponent) {
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    int magnitude = Math.abs(exponent);
    text.append('e').append(exponent < 0 ? '-' : '+');
    if (magnitude < 10) {
      text.append('0');
    }
    text.append(magnitude);
  }

  private static void appendFixed(StringBuilder text, String digits, int exponent) {
    if (exponent < 0) {
      text.append("0.").repeat('0', -exponent - 1).append(digits);
      return;
    }
    int whole = exponent + 1;
    if (digits.length() <= whole) {
      text.append(digits).repeat('0', whole - digits.length());
    } else {
      text.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
    }
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static long[] powersOfTen() {
    long[] powers = new long[16];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
