package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/** One call of {@code string.format}, which writes as C's {@code printf} does. */
final class FormatWriter {

  private static final String FLAGS = "-+ #0";
  private static final int UNPADDED_LENGTH = 100;

  private final Arguments arguments;
  private final LuaString format;
  private final ByteBuilder result = new ByteBuilder();
  private int at;
  private int argument = 1;

  private String flags;
  private int width;

  /** Negative if none is given. */
  private int precision;

  FormatWriter(Arguments arguments) {
    this.arguments = arguments;
    this.format = arguments.string(1);
  }

  LuaString write() {
    while (at < format.m_length) {
      int c = format.charAt(at++);
      if (c != '%') {
        result.append(c);
      } else if (at < format.m_length && format.charAt(at) == '%') {
        at++;
        result.append('%');
      } else {
        item();
      }
    }
    return result.toLuaString();
  }

  private void item() {
    argument++;
    if (arguments.isAbsent(argument)) {
      throw Failure.argument(argument, "no value");
    }
    readOptions();
    int conversion = at < format.m_length ? format.charAt(at++) : 0;
    switch (conversion) {
      case 'c' -> character((byte) arguments.smallInteger(argument));
      case 'd', 'i' -> integer();
      case 'o' -> unsigned(Long.toOctalString(unsignedArgument()), "0");
      case 'u' -> unsigned(Long.toUnsignedString(unsignedArgument()), "");
      case 'x' -> unsigned(Long.toHexString(unsignedArgument()), "0x");
      case 'X' ->
          unsigned(Long.toHexString(unsignedArgument()).toUpperCase(java.util.Locale.ROOT), "0X");
      case 'e', 'E', 'f', 'g', 'G' -> real((char) conversion);
      case 'q' -> quoted(arguments.string(argument));
      case 's' -> string(arguments.string(argument));
      default -> {
        String shown = conversion == 0 ? "" : String.valueOf((char) conversion);
        throw new Failure("invalid option '%" + shown + "' to 'format'");
      }
    }
  }

  /** A byte; C takes a zero for the end of the text. */
  private void character(byte b) {
    if (b != 0) {
      pad(new byte[] {b});
    } else if (!has('-')) {
      result.append(" ".repeat(Math.max(0, width - 1)));
    }
  }

  private long unsignedArgument() {
    double value = arguments.number(argument);
    return value >= 0x1p63
        ? Numbers.toLong(value - 0x1p63) ^ Long.MIN_VALUE
        : Numbers.toLong(value);
  }

  private void readOptions() {
    int start = at;
    while (at < format.m_length && FLAGS.indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    if (at - start > FLAGS.length()) {
      throw new Failure("invalid format (repeated flags)");
    }
    flags = format.substring(start, at).tojstring();
    width = Math.max(0, digits());
    precision = -1;
    if (at < format.m_length && format.charAt(at) == '.') {
      at++;
      precision = Math.max(0, digits());
    }
    if (at < format.m_length && isDigit(format.charAt(at))) {
      throw new Failure("invalid format (width or precision too long)");
    }
  }

  /** A number of up to two digits, -1 if there is none. */
  private int digits() {
    int value = -1;
    for (int i = 0; i < 2 && at < format.m_length && isDigit(format.charAt(at)); i++) {
      value = Math.max(0, value) * 10 + format.charAt(at++) - '0';
    }
    return value;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  private void integer() {
    long value = arguments.integer(argument);
    String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
    number(signOf(value < 0), precise(digits, value == 0), precision < 0);
  }

  private void unsigned(String digits, String prefix) {
    boolean zero = digits.equals("0");
    String text = precise(digits, zero);
    String marked = "";
    if (has('#')) {
      if (!prefix.equals("0")) {
        marked = zero ? "" : prefix;
      } else if (!text.startsWith("0")) {
        text = "0" + text;
      }
    }
    number(marked, text, precision < 0);
  }

  private String precise(String digits, boolean isZero) {
    if (precision == 0 && isZero) {
      return "";
    }
    return "0".repeat(Math.max(0, precision - digits.length())) + digits;
  }

  private String signOf(boolean negative) {
    return negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
  }

  private void real(char conversion) {
    double value = arguments.number(argument);
    int digits = precision < 0 ? 6 : precision;
    String text =
        switch (Character.toLowerCase(conversion)) {
          case 'e' -> NumberFormat.exponential(value, digits, has('#'));
          case 'f' -> NumberFormat.fixed(value, digits, has('#'));
          default -> NumberFormat.general(value, digits, has('#'));
        };
    boolean negative = text.startsWith("-");
    String unsigned = negative ? text.substring(1) : text;
    if (Character.isUpperCase(conversion)) {
      unsigned = unsigned.toUpperCase(java.util.Locale.ROOT);
    }
    number(signOf(negative), unsigned, Double.isFinite(value));
  }

  private void number(String sign, String digits, boolean mayFillWithZeros) {
    int missing = width - sign.length() - digits.length();
    if (missing <= 0) {
      result.append(sign + digits);
    } else if (has('-')) {
      result.append(sign + digits + " ".repeat(missing));
    } else if (has('0') && mayFillWithZeros) {
      result.append(sign + "0".repeat(missing) + digits);
    } else {
      result.append(" ".repeat(missing) + sign + digits);
    }
  }

  private void pad(byte[] bytes) {
    String spaces = " ".repeat(Math.max(0, width - bytes.length));
    result.append(has('-') ? "" : spaces);
    for (byte b : bytes) {
      result.append(b);
    }
    result.append(has('-') ? spaces : "");
  }

  /** A string; C's ends at the first zero, unless it is long and goes in whole. */
  private void string(LuaString string) {
    if (precision < 0 && string.m_length >= UNPADDED_LENGTH) {
      result.append(string);
      return;
    }
    int end = 0;
    while (end < string.m_length && string.charAt(end) != 0) {
      end++;
    }
    int length = precision < 0 ? end : Math.min(end, precision);
    pad(Bytes.of(string.substring(0, length)));
  }

  private void quoted(LuaString string) {
    result.append('"');
    for (int i = 0; i < string.m_length; i++) {
      int c = string.charAt(i);
      switch (c) {
        case '"', '\\', '\n' -> {
          result.append('\\');
          result.append(c);
        }
        case '\r' -> result.append("\\r");
        case 0 -> result.append("\\000");
        default -> result.append(c);
      }
    }
    result.append('"');
  }
}
