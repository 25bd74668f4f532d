package io.dredis.server.rdb;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;

/**
 * What follows the payload of RESTORE.
 *
 * @param replace whether a key that is there is replaced
 * @param absoluteTtl whether the time to live is a time
 * @param idleSeconds for how long nobody has used the key, or {@link #NOT_SAID}
 */
record RestoreOptions(boolean replace, boolean absoluteTtl, long idleSeconds) {
  static final long NOT_SAID = -1;

  private static final String INVALID_IDLE_TIME = "ERR Invalid IDLETIME value, must be >= 0";
  private static final String INVALID_FREQUENCY = "ERR Invalid FREQ value, must be >= 0 and <= 255";
  private static final int MOST_FREQUENT = 255;

  /**
   * Reads the options. FREQ is checked and, as in a Redis whose policy is not one of the LFU ones,
   * has no effect.
   */
  static RestoreOptions of(Invocation call) {
    boolean replace = false;
    boolean absoluteTtl = false;
    long idleSeconds = NOT_SAID;
    boolean frequencySaid = false;
    for (Arguments rest = Arguments.from(call, 4); rest.hasNext(); ) {
      if (rest.accept("REPLACE")) {
        replace = true;
      } else if (rest.accept("ABSTTL")) {
        absoluteTtl = true;
      } else if (!frequencySaid && rest.accept("IDLETIME", 1)) {
        idleSeconds = number(rest.next(), Long.MAX_VALUE, INVALID_IDLE_TIME);
      } else if (idleSeconds == NOT_SAID && rest.accept("FREQ", 1)) {
        number(rest.next(), MOST_FREQUENT, INVALID_FREQUENCY);
        frequencySaid = true;
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    return new RestoreOptions(replace, absoluteTtl, idleSeconds);
  }

  private static long number(byte[] argument, long most, String error) {
    long number = Numbers.parseLong(argument);
    if (number < 0 || number > most) {
      throw new CommandException(error);
    }
    return number;
  }
}
