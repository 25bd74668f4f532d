package io.dredis.server.command.string;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;

/** How a command says when its key expires, named as the options of SET and GETEX are. */
enum ExpiryUnit {
  /** Seconds from now. */
  EX(1000, true),
  /** Milliseconds from now. */
  PX(1, true),
  /** Seconds since the epoch. */
  EXAT(1000, false),
  /** Milliseconds since the epoch. */
  PXAT(1, false);

  private final long unitMillis;
  private final boolean fromNow;

  ExpiryUnit(long unitMillis, boolean fromNow) {
    this.unitMillis = unitMillis;
    this.fromNow = fromNow;
  }

  /**
   * Returns when the key expires, in milliseconds since the epoch; always positive, maybe in the
   * past.
   *
   * @throws CommandException when the argument is no integer, not positive, or too far away
   */
  long expiryMillis(byte[] argument, Invocation call) {
    long time = Numbers.parseLong(argument);
    long baseMillis = fromNow ? call.nowMillis() : 0;
    if (time <= 0 || time > (Long.MAX_VALUE - baseMillis) / unitMillis) {
      throw new CommandException(Errors.invalidExpire(call.command().spec().fullName()));
    }
    return baseMillis + time * unitMillis;
  }
}
