package io.dredis.server.migrate;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What MIGRATE is asked to do.
 *
 * @param target where the keys go
 * @param database the target's database that they go to, as it was given
 * @param timeoutMillis how long the target may take to accept or to say something
 * @param copy whether the keys stay here
 * @param replace whether keys of the target are replaced
 * @param keys the names, in the order in which they were given
 */
record MigrateOptions(
    Target target,
    long database,
    int timeoutMillis,
    boolean copy,
    boolean replace,
    List<byte[]> keys) {
  private static final String KEY_BESIDE_KEYS =
      "ERR When using MIGRATE KEYS option, the key argument must be set to the empty string";
  private static final int HOST = 1;
  private static final int PORT = 2;
  private static final int KEY = 3;
  private static final int DATABASE = 4;
  private static final int TIMEOUT = 5;
  private static final int FIRST_OPTION = 6;
  private static final int DEFAULT_TIMEOUT_MILLIS = 1000;

  /** Reads the arguments of a call. */
  static MigrateOptions of(Invocation call) {
    boolean copy = false;
    boolean replace = false;
    byte[] userOrNull = null;
    byte[] passwordOrNull = null;
    List<byte[]> keys = new ArrayList<>(List.of(call.argument(KEY)));
    for (Arguments rest = Arguments.from(call, FIRST_OPTION); rest.hasNext(); ) {
      if (rest.accept("COPY")) {
        copy = true;
      } else if (rest.accept("REPLACE")) {
        replace = true;
      } else if (rest.accept("AUTH", 1)) {
        passwordOrNull = rest.next();
      } else if (rest.accept("AUTH2", 2)) {
        userOrNull = rest.next();
        passwordOrNull = rest.next();
      } else if (rest.accept("KEYS")) {
        readKeys(rest, keys);
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    int timeoutMillis = timeoutMillis(Numbers.parseLong(call.argument(TIMEOUT)));
    long database = Numbers.parseLong(call.argument(DATABASE));
    Target target = Target.of(call.argument(HOST), call.argument(PORT), userOrNull, passwordOrNull);
    return new MigrateOptions(target, database, timeoutMillis, copy, replace, keys);
  }

  /** Puts the rest of the arguments, whatever they look like, in the place of the one key. */
  private static void readKeys(Arguments rest, List<byte[]> keys) {
    if (keys.getFirst().length > 0) {
      throw new CommandException(KEY_BESIDE_KEYS);
    }
    keys.clear();
    while (rest.hasNext()) {
      keys.add(rest.next());
    }
  }

  private static int timeoutMillis(long argument) {
    return argument <= 0 ? DEFAULT_TIMEOUT_MILLIS : (int) Math.min(argument, Integer.MAX_VALUE);
  }
}
