package io.dredis.server.command;

import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counts of random and popped elements are read as Redis reads them: which are refused, with which
 * of its several errors, and before or after what else is wrong.
 */
class CountsDifferentialTest {
  // Negative ones that are neither small nor refused make Redis pick without end.
  private static final List<String> COUNTS =
      List.of(
          "0",
          "1",
          "3",
          "+1",
          "-",
          "",
          " 1",
          "1.0",
          "01",
          "x",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999999");

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void countsAreReadAlike(int protocol) throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(protocol)) {
      for (String key : List.of("missing", "string", "one")) {
        for (String command :
            List.of("SPOP", "SRANDMEMBER", "ZPOPMIN", "ZPOPMAX", "LPOP", "RPOP")) {
          check(both, command, key);
        }
        check(both, "ZRANDMEMBER", key, "WITHSCORES");
        check(both, "HRANDFIELD", key, "WITHVALUES");
      }
    }
  }

  /** Tries every count on a key that holds one element, so that no choice is left. */
  private static void check(ReplyComparison both, String command, String key, String... option)
      throws IOException {
    for (String count : COUNTS) {
      fill(both, command.charAt(0));
      both.same(command, key, count);
      both.same(command, key, count, "extra");
      both.same(command, key, count, "extra", "extra");
      for (String each : option) {
        both.same(command, key, count, each);
        both.same(command, key, count, each, each);
      }
    }
    boolean repeats = command.contains("RAND");
    both.same(command, key, repeats ? "-9223372036854775808" : "-1");
    for (String each : option) {
      both.same(command, key, "-9223372036854775808", each);
      both.same(command, key, "-9223372036854775807", each);
    }
    if (repeats) {
      both.same(command, key, "-3");
    }
  }

  private static void fill(ReplyComparison both, char type) throws IOException {
    both.sameLines("DEL one", "SET string x");
    switch (type) {
      case 'S' -> both.sameLine("SADD one a");
      case 'Z' -> both.sameLine("ZADD one 1 a");
      case 'H' -> both.sameLine("HSET one a 1");
      default -> both.sameLine("RPUSH one a");
    }
  }

  @Test
  void theLimitsOfSeveralKeysAreReadAlike() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(3)) {
      both.sameLines("ZADD z 1 a", "SADD s a", "SET string x");
      for (String count : COUNTS) {
        both.same("ZMPOP", count, "missing", "MIN");
        both.same("ZMPOP", "1", "missing", "MIN", "COUNT", count);
        both.same("ZINTERCARD", count, "z");
        both.same("ZINTERCARD", "1", "z", "LIMIT", count);
        both.same("SINTERCARD", count, "s");
        both.same("SINTERCARD", "1", "s", "LIMIT", count);
        both.same("ZUNION", count, "string");
        both.same("ZUNIONSTORE", "to", count, "z");
      }
    }
  }
}
