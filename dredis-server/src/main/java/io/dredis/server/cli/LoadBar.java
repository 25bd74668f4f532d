package io.dredis.server.cli;

import io.dredis.server.rdb.LoadProgress;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows on a terminal how far a load has come, in one line that is written again and again. */
final class LoadBar implements LoadProgress {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int WIDTH = 20;

  private final PrintStream terminal;
  private final LongSupplier clockNanos;
  private final long startNanos;
  private LoadSpeed latest;
  private long shownNanos;
  private int shownLength;

  /** A bar of a load that begins now. */
  LoadBar(PrintStream terminal, LongSupplier clockNanos) {
    this.terminal = terminal;
    this.clockNanos = clockNanos;
    this.startNanos = clockNanos.getAsLong();
    this.shownNanos = startNanos;
  }

  @Override
  public void reached(long bytes, long totalBytes, long keys) {
    long nowNanos = clockNanos.getAsLong();
    latest = new LoadSpeed(bytes, totalBytes, keys, nowNanos - startNanos);
    if (nowNanos - shownNanos >= INTERVAL_NANOS) {
      shownNanos = nowNanos;
      show();
    }
  }

  private void show() {
    int full = (int) (latest.share() * WIDTH);
    String line = "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + latest.text();
    // Blanks over what is left of a longer line.
    terminal.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
    terminal.flush();
    shownLength = line.length();
  }

  @Override
  public void end() {
    if (latest != null) {
      show();
      terminal.println();
    }
  }
}
