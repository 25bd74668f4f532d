package io.dredis.server.command.server;

import io.dredis.server.session.Traffic;
import java.util.function.LongSupplier;

/**
 * Figures that only come of looking again and again: rates over the last moments and the highest
 * use of memory. One thread samples, any thread reads.
 */
public final class ServerStatistics {
  /** How often {@link #sample} wants to be called. */
  public static final long SAMPLE_INTERVAL_MILLIS = 100;

  private final LongSupplier commandCount;
  private final Traffic traffic;
  private final LongSupplier usedMemoryBytes;

  private final Rate operations = new Rate();
  private final Rate input = new Rate();
  private final Rate output = new Rate();
  private volatile long peakMemoryBytes;

  /**
   * Statistics that nothing was sampled for yet.
   *
   * @param commandCount how many commands were executed
   * @param usedMemoryBytes how much memory is in use
   */
  public ServerStatistics(
      LongSupplier commandCount, Traffic traffic, LongSupplier usedMemoryBytes) {
    this.commandCount = commandCount;
    this.traffic = traffic;
    this.usedMemoryBytes = usedMemoryBytes;
  }

  /** Looks at the counters; to be called every {@link #SAMPLE_INTERVAL_MILLIS}. */
  public void sample(long nowMillis) {
    operations.add(nowMillis, commandCount.getAsLong());
    input.add(nowMillis, traffic.inputBytes());
    output.add(nowMillis, traffic.outputBytes());
    notePeak();
  }

  /** Returns how many commands are executed per second at the moment. */
  public long operationsPerSecond() {
    return operations.perSecond();
  }

  /** Returns how many bytes arrive per second at the moment. */
  public long inputBytesPerSecond() {
    return input.perSecond();
  }

  /** Returns how many bytes are sent per second at the moment. */
  public long outputBytesPerSecond() {
    return output.perSecond();
  }

  /** Returns the most memory that was seen in use, in bytes. */
  public long peakMemoryBytes() {
    return notePeak();
  }

  /** Forgets what was sampled, as CONFIG RESETSTAT does. */
  public void reset() {
    operations.reset();
    input.reset();
    output.reset();
    peakMemoryBytes = 0;
  }

  private long notePeak() {
    long peak = Math.max(peakMemoryBytes, usedMemoryBytes.getAsLong());
    peakMemoryBytes = peak;
    return peak;
  }
}
