package io.dredis.server.command.string;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.storage.encoding.Header;

/**
 * The options of SET and GETEX. Which may stand together is checked as they are read; the time is
 * only looked at when it is needed, because Redis reports another error first.
 */
final class ValueOptions {
  private boolean onlyIfMissing;
  private boolean onlyIfPresent;
  private boolean get;
  private boolean keepTtl;
  private boolean persist;
  private ExpiryUnit unitOrNull;
  private byte[] time;

  private ValueOptions() {}

  /**
   * Reads the options of SET.
   *
   * @throws CommandException with {@link Errors#SYNTAX}
   */
  static ValueOptions ofSet(Invocation call) {
    ValueOptions options = new ValueOptions();
    for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) {
      if (!options.acceptCondition(rest) && !options.acceptExpiry(rest)) {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    return options;
  }

  /**
   * Reads the options of GETEX.
   *
   * @throws CommandException with {@link Errors#SYNTAX}
   */
  static ValueOptions ofGetex(Invocation call) {
    ValueOptions options = new ValueOptions();
    for (Arguments rest = Arguments.from(call, 2); rest.hasNext(); ) {
      if (!options.acceptPersist(rest) && !options.acceptExpiry(rest)) {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    return options;
  }

  private boolean acceptCondition(Arguments rest) {
    if (!onlyIfPresent && rest.accept("NX")) {
      onlyIfMissing = true;
    } else if (!onlyIfMissing && rest.accept("XX")) {
      onlyIfPresent = true;
    } else if (rest.accept("GET")) {
      get = true;
    } else if (unitOrNull == null && rest.accept("KEEPTTL")) {
      keepTtl = true;
    } else {
      return false;
    }
    return true;
  }

  private boolean acceptPersist(Arguments rest) {
    if (unitOrNull == null && rest.accept("PERSIST")) {
      persist = true;
      return true;
    }
    return false;
  }

  /** Accepts a time; a second one only in the unit of the first, which it replaces. */
  private boolean acceptExpiry(Arguments rest) {
    for (ExpiryUnit unit : ExpiryUnit.values()) {
      boolean fits = !keepTtl && !persist && (unitOrNull == null || unitOrNull == unit);
      if (fits && rest.accept(unit.name(), 1)) {
        unitOrNull = unit;
        time = rest.next();
        return true;
      }
    }
    return false;
  }

  /** Returns whether NX or XX forbids to set a key that has this header, or null for none. */
  boolean forbids(Header previousOrNull) {
    return previousOrNull == null ? onlyIfPresent : onlyIfMissing;
  }

  /** GET: whether the value before is answered. */
  boolean get() {
    return get;
  }

  /** Returns the expiry of a key that is being set: the one it has with KEEPTTL, else a new one. */
  long expiryFor(Header previousOrNull, long newExpiryMillis) {
    return keepTtl && previousOrNull != null ? previousOrNull.expiryMillis() : newExpiryMillis;
  }

  /** PERSIST: whether the key loses the expiry it has. */
  boolean persist() {
    return persist;
  }

  /** Returns whether a time is given. */
  boolean expires() {
    return unitOrNull != null;
  }

  /**
   * Returns the given time in milliseconds since the epoch.
   *
   * @throws CommandException when it is none
   */
  long expiryMillis(Invocation call) {
    return unitOrNull.expiryMillis(time, call);
  }
}
