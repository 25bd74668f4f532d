package io.dredis.benchmark.comparison;

import java.util.Locale;

/** How figures are written in the tables. */
final class Figures {
  private Figures() {}

  /** Writes a number with separators and no decimals. */
  static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** Writes a number with some decimals. */
  static String decimal(double number, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }

  /** Writes a ratio; there is none to something too small to be measured. */
  static String ratio(double ratio) {
    return Double.isFinite(ratio) ? decimal(ratio, 2) : "";
  }

  /** Writes a ratio, bold when it misses what it must reach. */
  static String ratio(double ratio, boolean reached) {
    String text = ratio(ratio);
    return reached ? text : "**" + text + "**";
  }
}
