package io.dredis.server.command.generic;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;

/** EXPIRE, TTL, PERSIST and their variants in seconds, milliseconds and absolute times. */
public final class ExpiryCommands {
  private static final long SECOND = 1000;
  private static final Reply NO_KEY = new Reply.Int(-2);
  private static final Reply NO_EXPIRY = new Reply.Int(-1);

  private static final String NX_INCOMPATIBLE =
      "ERR NX and XX, GT or LT options at the same time are not compatible";
  private static final String GT_LT_INCOMPATIBLE =
      "ERR GT and LT options at the same time are not compatible";

  private final Store store;

  /** The commands over a store. */
  public ExpiryCommands(Store store) {
    this.store = store;
  }

  /** Binds the handlers of this family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("expire", call -> expire(call, SECOND, call.nowMillis()))
        .bind("pexpire", call -> expire(call, 1, call.nowMillis()))
        .bind("expireat", call -> expire(call, SECOND, 0))
        .bind("pexpireat", call -> expire(call, 1, 0))
        .bind("ttl", call -> timeLeft(call, SECOND))
        .bind("pttl", call -> timeLeft(call, 1))
        .bind("expiretime", call -> expiryTime(call, SECOND))
        .bind("pexpiretime", call -> expiryTime(call, 1))
        .bind("persist", this::persist);
  }

  /** The conditions of EXPIRE. */
  private record Conditions(boolean nx, boolean xx, boolean gt, boolean lt) {

    static Conditions parse(Invocation call) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) {
        if (rest.accept("NX")) {
          nx = true;
        } else if (rest.accept("XX")) {
          xx = true;
        } else if (rest.accept("GT")) {
          gt = true;
        } else if (rest.accept("LT")) {
          lt = true;
        } else {
          throw new CommandException(Errors.unsupportedOption(rest.next()));
        }
      }
      if (nx && (xx || gt || lt)) {
        throw new CommandException(NX_INCOMPATIBLE);
      }
      if (gt && lt) {
        throw new CommandException(GT_LT_INCOMPATIBLE);
      }
      return new Conditions(nx, xx, gt, lt);
    }

    /**
     * Returns whether a key may get the new expiry; one without expiry counts as never expiring.
     */
    boolean allow(Header header, long newMillis) {
      if (nx) {
        return !header.expires();
      }
      if (xx && !header.expires()) {
        return false;
      }
      if (gt) {
        return header.expires() && newMillis > header.expiryMillis();
      }
      return !lt || !header.expires() || newMillis < header.expiryMillis();
    }
  }

  private Reply expire(Invocation call, long unitMillis, long baseMillis) {
    Conditions conditions = Conditions.parse(call);
    long expiryMillis = expiryMillis(call, unitMillis, baseMillis);
    Database database = database(call);
    byte[] key = call.argument(1);
    Header header = database.lookupForWrite(key);
    if (header == null || !conditions.allow(header, expiryMillis)) {
      return Reply.ZERO;
    }
    if (expiryMillis <= call.nowMillis()) {
      database.delete(key, header);
    } else {
      database.setExpiry(key, header, expiryMillis);
    }
    return Reply.ONE;
  }

  private static long expiryMillis(Invocation call, long unitMillis, long baseMillis) {
    long time = Numbers.parseLong(call.argument(2));
    try {
      return Math.addExact(Math.multiplyExact(time, unitMillis), baseMillis);
    } catch (ArithmeticException e) {
      throw new CommandException(Errors.invalidExpire(call.command().spec().name()));
    }
  }

  private Reply timeLeft(Invocation call, long unitMillis) {
    Header header = database(call).lookupUntouched(call.argument(1));
    if (header == null || !header.expires()) {
      return header == null ? NO_KEY : NO_EXPIRY;
    }
    long leftMillis = Math.max(0, header.expiryMillis() - call.nowMillis());
    return new Reply.Int(rounded(leftMillis, unitMillis));
  }

  private Reply expiryTime(Invocation call, long unitMillis) {
    Header header = database(call).lookupUntouched(call.argument(1));
    if (header == null || !header.expires()) {
      return header == null ? NO_KEY : NO_EXPIRY;
    }
    return new Reply.Int(rounded(header.expiryMillis(), unitMillis));
  }

  private static long rounded(long millis, long unitMillis) {
    // Redis adds in unsigned arithmetic, so the very last times do not wrap.
    return Long.divideUnsigned(millis + unitMillis / 2, unitMillis);
  }

  private Reply persist(Invocation call) {
    Database database = database(call);
    Header header = database.lookupForWrite(call.argument(1));
    if (header == null || !header.expires()) {
      return Reply.ZERO;
    }
    database.setExpiry(call.argument(1), header, Header.NO_EXPIRY);
    return Reply.ONE;
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
