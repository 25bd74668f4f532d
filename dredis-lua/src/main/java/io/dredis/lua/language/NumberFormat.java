package io.dredis.lua.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as C's {@code printf} writes them, digit by digit exact. */
public final class NumberFormat {

  private NumberFormat() {}

  /** {@code %.<precision>g}. */
  public static String general(double value, int precision) {
    if (value == Math.rint(value) && Math.abs(value) < 1e14 && precision >= 14) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    return general(value, precision, false);
  }

  /** {@code %g}, with {@code #} keeping the zeros at the end. */
  static String general(double value, int precision, boolean alternate) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded = round(value, digits);
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    boolean scientific = exponent < -4 || exponent >= digits;
    String text =
        scientific
            ? exponential(value, digits - 1, alternate)
            : fixed(value, digits - 1 - exponent, alternate);
    if (alternate || text.indexOf('.') < 0) {
      return text;
    }
    int end = scientific ? text.indexOf('e') : text.length();
    int last = end;
    while (text.charAt(last - 1) == '0') {
      last--;
    }
    if (text.charAt(last - 1) == '.') {
      last--;
    }
    return text.substring(0, last) + text.substring(end);
  }

  /** {@code %.<precision>f}, with {@code #} keeping the point. */
  static String fixed(double value, int precision, boolean alternate) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    String text = exact(value).setScale(precision, RoundingMode.HALF_EVEN).abs().toPlainString();
    return sign(value) + text + (alternate && precision == 0 ? "." : "");
  }

  /** {@code %.<precision>e}. */
  static String exponential(double value, int precision, boolean alternate) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal rounded = round(value, precision + 1);
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    StringBuilder digits =
        new StringBuilder(value == 0 ? "0" : rounded.unscaledValue().abs().toString());
    while (digits.length() < precision + 1) {
      digits.append('0');
    }
    digits.setLength(precision + 1);
    if (precision > 0 || alternate) {
      digits.insert(1, '.');
    }
    int magnitude = Math.abs(exponent);
    digits
        .append('e')
        .append(exponent < 0 ? '-' : '+')
        .append(magnitude < 10 ? "0" : "")
        .append(magnitude);
    return sign(value) + digits;
  }

  private static BigDecimal round(double value, int digits) {
    // The shortest decimal that reads back rounds as the exact one does, unless it is as far from
    // both neighbours.
    if (digits < 16 && Math.abs(value) >= Double.MIN_NORMAL) {
      BigDecimal shortest = BigDecimal.valueOf(value);
      BigDecimal rounded = shortest.round(new MathContext(digits, RoundingMode.HALF_DOWN));
      if (rounded.compareTo(shortest.round(new MathContext(digits, RoundingMode.HALF_UP))) == 0) {
        return rounded;
      }
    }
    return exact(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }

  private static String sign(double value) {
    return value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
  }

  private static String special(double value) {
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    return sign + (Double.isNaN(value) ? "nan" : "inf");
  }
}
