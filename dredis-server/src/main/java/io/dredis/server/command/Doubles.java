package io.dredis.server.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Floating-point numbers as C's {@code strtod} reads them: decimal, hexadecimal or infinite. */
public final class Doubles {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "([+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+))([pP][+-]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("([+-]?)(?i:inf|infinity)");
  private static final Pattern NONZERO = Pattern.compile("[1-9a-fA-F]");

  /** More digits may be no exact double. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Doubles() {}

  /**
   * Returns the number that the rest of a text is when it is a few digits, perhaps with a point and
   * a minus; NaN for any other text, whether it is a number or not.
   */
  public static double parseShort(byte[] text, int fromInclusive) {
    boolean negative = fromInclusive < text.length && text[fromInclusive] == '-';
    int start = fromInclusive + (negative ? 1 : 0);
    if (text.length - start > EXACT_DIGITS + 1) {
      return Double.NaN;
    }
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (int at = start; at < text.length; at++) {
      if (text[at] >= '0' && text[at] <= '9') {
        digits = digits * 10 + (text[at] - '0');
        count++;
      } else if (text[at] == '.' && fraction < 0) {
        fraction = text.length - at - 1;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return Double.NaN;
    }
    // Both numbers are exact, so that nothing but this division rounds.
    double number = digits / POWERS_OF_TEN[Math.max(0, fraction)];
    return negative ? -number : number;
  }

  /** Returns the number that the whole of a text is, or null when it is none. */
  public static Double parse(String text) {
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

  /**
   * Returns the number that a C string is, or null when it is none: it ends before its first zero
   * byte, may begin with blanks, and is 0 when it is empty.
   */
  public static Double parseCString(String text) {
    String number = cString(text);
    return number.isEmpty() ? Double.valueOf(0) : parse(number);
  }

  /**
   * Returns the number that a C string is, as {@link #parseCString}, or null too when C reports
   * that it is out of range: too large, or so small that it loses digits.
   */
  public static Double parseCStringInRange(String text) {
    Double number = parseCString(text);
    boolean inRange =
        number != null
            && !isOutOfRange(cString(text), number)
            && (number == 0 || Math.abs(number) >= Double.MIN_NORMAL || isExact(text, number));
    return inRange ? number : null;
  }

  private static String cString(String text) {
    int end = text.indexOf(0);
    String whole = end < 0 ? text : text.substring(0, end);
    int start = 0;
    while (start < whole.length() && isBlank(whole.charAt(start))) {
      start++;
    }
    // Blanks alone are no number, where nothing at all is 0.
    return start == whole.length() && start > 0 ? " " : whole.substring(start);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Returns whether a text is a number that no double is near: too large, or too small. */
  public static boolean isOutOfRange(String text, double number) {
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

  /** Returns whether a number close to 0 is exactly what is written. */
  private static boolean isExact(String text, double number) {
    String written = cString(text);
    Matcher hexadecimal = HEXADECIMAL.matcher(written);
    if (!hexadecimal.matches()) {
      return new BigDecimal(written).compareTo(new BigDecimal(number)) == 0;
    }
    String digits = hexadecimal.group(1).replaceFirst("[+-]?0[xX]", "");
    int point = digits.indexOf('.');
    int fraction = point < 0 ? 0 : digits.length() - point - 1;
    String exponent = hexadecimal.group(2) == null ? "p0" : hexadecimal.group(2);
    long unit = Long.parseLong(exponent.substring(1)) - 4L * fraction;
    int lowestBit = new BigInteger(digits.replace(".", ""), 16).getLowestSetBit();
    return lowestBit + unit >= Double.MIN_EXPONENT - (Double.PRECISION - 1);
  }
}
