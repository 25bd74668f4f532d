package io.dredis.server.command.server;

import java.util.Locale;

/** The text of INFO as it grows: sections with headings, divided by empty lines, of fields. */
final class InfoText {
  private static final String[] UNITS = {"K", "M", "G", "T", "P"};

  private final StringBuilder text = new StringBuilder();

  /** Begins a section. */
  void section(String title) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(title).append("\r\n");
  }

  InfoText field(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
    return this;
  }

  InfoText field(String name, long value) {
    return field(name, Long.toString(value));
  }

  InfoText field(String name, boolean value) {
    return field(name, value ? "1" : "0");
  }

  /** Adds a number of bytes, and the same for humans. */
  InfoText bytes(String name, long bytes) {
    return field(name, bytes).field(name + "_human", human(bytes));
  }

  /** Adds a number with digits behind the point. */
  InfoText decimal(String name, int digits, double value) {
    return field(name, String.format(Locale.ROOT, "%." + digits + "f", value));
  }

  /** Returns a number of bytes as Redis shows it to humans: {@code 100B}, {@code 1.50K}. */
  static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + "B";
    }
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%s", amount, UNITS[unit]);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
