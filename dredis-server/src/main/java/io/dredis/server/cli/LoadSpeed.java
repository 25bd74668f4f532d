package io.dredis.server.cli;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How far a load has come, and how fast, in words.
 *
 * @param bytes how much of the file was read
 * @param totalBytes how long the file is, or 0 when nobody knows
 * @param keys how many keys were stored
 * @param elapsedNanos since the load began
 */
record LoadSpeed(long bytes, long totalBytes, long keys, long elapsedNanos) {
  private static final double MEGABYTE = 1_000_000.0;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int SECONDS_PER_MINUTE = 60;

  /** Returns how much of the file was read, 0 to 1. */
  double share() {
    return totalBytes <= 0 ? 0 : Math.min(1.0, (double) bytes / totalBytes);
  }

  /** Returns the figures, {@code 45% of 12.0 MB, 1200 keys, 400 keys/s, 0:04 left}. */
  String text() {
    String read =
        totalBytes <= 0
            ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE)
            : String.format(
                Locale.ROOT, "%d%% of %.1f MB", (int) (share() * 100), totalBytes / MEGABYTE);
    String stored =
        String.format(Locale.ROOT, "%s, %d keys, %d keys/s", read, keys, keysPerSecond());
    return totalBytes <= 0 ? stored : stored + ", " + timeLeft() + " left";
  }

  private long keysPerSecond() {
    return elapsedNanos <= 0 ? 0 : (long) (keys * NANOS_PER_SECOND / elapsedNanos);
  }

  private String timeLeft() {
    if (bytes <= 0) {
      return "?";
    }
    double leftNanos = (double) elapsedNanos / bytes * Math.max(0, totalBytes - bytes);
    long seconds = Math.round(leftNanos / NANOS_PER_SECOND);
    return String.format(
        Locale.ROOT, "%d:%02d", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE);
  }
}
