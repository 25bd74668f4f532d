package io.dredis.server.command.server;

import io.dredis.server.command.Invocation;
import io.dredis.server.resp.Reply;
import java.util.function.LongSupplier;

/** TIME: the seconds since the epoch and the microseconds of the second. */
final class TimeCommand {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final LongSupplier clockMicros;

  TimeCommand(LongSupplier clockMicros) {
    this.clockMicros = clockMicros;
  }

  Reply time(Invocation call) {
    long micros = clockMicros.getAsLong();
    return Reply.Array.of(
        Reply.Bulk.of(Long.toString(micros / MICROS_PER_SECOND)),
        Reply.Bulk.of(Long.toString(micros % MICROS_PER_SECOND)));
  }
}
