package io.dredis.server.cli;

import io.dredis.server.rdb.LoadProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Logs every few seconds how far a load has come. */
final class LoadLog implements LoadProgress {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<String> log;
  private final LongSupplier clockNanos;
  private final long startNanos;
  private long shownNanos;

  /** A log of a load that begins now. */
  LoadLog(Consumer<String> log, LongSupplier clockNanos) {
    this.log = log;
    this.clockNanos = clockNanos;
    this.startNanos = clockNanos.getAsLong();
    this.shownNanos = startNanos;
  }

  @Override
  public void reached(long bytes, long totalBytes, long keys) {
    long nowNanos = clockNanos.getAsLong();
    if (nowNanos - shownNanos >= INTERVAL_NANOS) {
      shownNanos = nowNanos;
      LoadSpeed speed = new LoadSpeed(bytes, totalBytes, keys, nowNanos - startNanos);
      log.accept("Loading RDB: " + speed.text());
    }
  }

  @Override
  public void end() {}
}
