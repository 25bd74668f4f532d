package io.dredis.server.command.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C's atoi and strtod read them: what a text begins with, 0 when that is no number. */
final class CNumbers {
  private static final Pattern LONG = Pattern.compile("\\s*([+-]?[0-9]{1,18})");
  private static final Pattern DOUBLE =
      Pattern.compile("\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");

  private CNumbers() {}

  static long leadingLong(String text) {
    Matcher matcher = LONG.matcher(text);
    return matcher.lookingAt() ? Long.parseLong(matcher.group(1)) : 0;
  }

  static double leadingDouble(String text) {
    Matcher matcher = DOUBLE.matcher(text);
    return matcher.lookingAt() ? Double.parseDouble(matcher.group(1)) : 0;
  }
}
