package io.dredis.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which keys requests will write, as far as the table of commands tells before they are run. */
final class WrittenKeys {
  private WrittenKeys() {}

  /**
   * Returns the keys that requests run in a row say they write. What a script writes is not among
   * them, for many declare keys that they only read.
   *
   * @param find finds a request's command
   * @param firstDatabase where the first request is run
   */
  static List<HeldKeys.Key> of(
      List<byte[][]> requests, Function<byte[][], Command> find, int firstDatabase) {
    List<HeldKeys.Key> keys = new ArrayList<>();
    int database = firstDatabase;
    for (byte[][] request : requests) {
      Command command = find.apply(request);
      if (command.spec().fullName().equals("select") && Numbers.isLong(request[1])) {
        database = (int) Numbers.parseLong(request[1]);
      } else if (command.writes()) {
        for (KeyReference key : Keys.of(command.spec(), request)) {
          if (!key.flags().contains("RO")) {
            keys.add(HeldKeys.Key.of(database, request[key.position()]));
          }
        }
      }
    }
    return keys;
  }
}
