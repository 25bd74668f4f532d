package io.dredis.server.rdb;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Has a save give way to clients. While commands are executed it works in turns of a few kilobytes
 * and rests after each for {@value #REST_PER_WORK} times as long as the turn took: a thread that
 * keeps a processor busy makes whoever shares it wait for whole slices of the scheduler, and a save
 * that makes garbage at full speed has the collector stop everybody often. When no command was
 * executed for {@value #BUSY_NANOS} ns, it does not rest.
 */
final class SavePace {
  private static final int REST_PER_WORK = 2;

  /** For how long a command tells of others to come: clients pause between their commands. */
  private static final long BUSY_NANOS = 100_000_000;

  /** A turn that took longer waited for a processor or a disk itself. */
  private static final long LONGEST_REST_NANOS = 5_000_000;

  private final LongSupplier executedCommands;
  private final LongSupplier clockNanos;
  private final LongConsumer rest;
  private long seenCommands;
  private long quietSinceNanos;
  private long turnStartNanos;

  /**
   * A pace whose first turn begins.
   *
   * @param executedCommands how many commands were executed so far
   */
  SavePace(LongSupplier executedCommands) {
    this(executedCommands, System::nanoTime, LockSupport::parkNanos);
  }

  /** A pace that keeps to a clock of its own, and rests so many nanoseconds by another's means. */
  SavePace(LongSupplier executedCommands, LongSupplier clockNanos, LongConsumer rest) {
    this.executedCommands = executedCommands;
    this.clockNanos = clockNanos;
    this.rest = rest;
    this.seenCommands = executedCommands.getAsLong();
    this.turnStartNanos = clockNanos.getAsLong();
    this.quietSinceNanos = turnStartNanos - BUSY_NANOS;
  }

  /** Returns a pace that never rests, for a save that somebody waits for. */
  static SavePace unhindered() {
    return new SavePace(() -> 0);
  }

  /** Ends a turn and begins the next, after a rest if there is somebody to give way to. */
  void endTurn() {
    long nowNanos = clockNanos.getAsLong();
    long commands = executedCommands.getAsLong();
    if (commands != seenCommands) {
      seenCommands = commands;
      quietSinceNanos = nowNanos;
    }
    if (nowNanos - quietSinceNanos < BUSY_NANOS) {
      long workedNanos = nowNanos - turnStartNanos;
      rest.accept(Math.min(REST_PER_WORK * workedNanos, LONGEST_REST_NANOS));
      nowNanos = clockNanos.getAsLong();
    }
    turnStartNanos = nowNanos;
  }
}
