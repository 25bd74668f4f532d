package io.dredis.lua.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as C's {@code printf} writes them, digit by digit exact. */
public final class NumberFormat {

  private static final long[] POWERS_OF_TEN = powersOfTen();
  private static final int LEAST_FIXED_EXPONENT = -4;

  private NumberFormat() {}

  /** {@code %.<precision>g}. */
  public static String general(double value, int precision) {
    int digits = Math.max(1, precision);
    if (value == Math.rint(value) && Math.abs(value) < POWERS_OF_TEN[Math.min(digits, 15)]) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal rounded = round(value, digits);
    return layOut(value < 0, rounded.unscaledValue().abs().toString(), rounded.scale(), digits);
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

  /** {@code %g}, with {@code #} keeping the zeros at the end. */
  static String general(double value, int precision, boolean alternate) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded = round(value, digits);
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    boolean scientific = exponent < LEAST_FIXED_EXPONENT || exponent >= digits;
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
    // The shortest decimal that reads back, which is quick to have, rounds as the exact one does,
    // unless it lies half-way: then it is not known on which side the exact one lies. A subnormal
    // number has fewer digits than are asked for, so its shortest decimal says too little.
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

  private static long[] powersOfTen() {
    long[] powers = new long[16];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
