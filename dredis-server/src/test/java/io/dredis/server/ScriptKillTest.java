package io.dredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RespConnection;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed in the middle of long scripts, and started again with the same data: each
 * script is there whole or not at all, and those that were acknowledged are there.
 */
@Timeout(120)
class ScriptKillTest extends KillRounds {
  /** Gives 1500 keys the number of the argument. */
  private static final String WRITE =
      "for i = 1, 1500 do redis.call('SET', 'key' .. i, ARGV[1]) redis.call('RPUSH', 'list', i)"
          + " if i % 500 == 0 then redis.call('KEYS', '*') redis.call('LRANGE', 'list', 0, -1) end"
          + " end return ARGV[1]";

  /** Returns the number that all of them have, or says which one differs. */
  private static final String CHECK =
      "local first = redis.call('GET', 'key1') or '0' for i = 1, 1500 do"
          + " local value = redis.call('GET', 'key' .. i) or '0'"
          + " if value ~= first then return i .. ' has ' .. value .. ', not ' .. first end end"
          + " if redis.call('LLEN', 'list') ~= 1500 * first then return 'the list is'"
          + " .. redis.call('LLEN', 'list') end return first";

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void aScriptSurvivesAKillWholeOrNotAtAll(String backend) throws Exception {
    run(backend);
  }

  @Override
  void write(RespConnection connection, String number) throws IOException {
    String reply = RespConnection.text(connection.call("EVAL", WRITE, "0", number));
    assertEquals("$" + number.length() + "\r\n" + number + "\r\n", reply);
  }

  @Override
  int check(RespConnection connection, int acknowledged, String where) throws IOException {
    String reply = RespConnection.text(connection.call("EVAL", CHECK, "0"));
    String found = reply.substring(reply.indexOf('\n') + 1).strip();
    assertTrue(
        found.equals(Integer.toString(acknowledged))
            || found.equals(Integer.toString(acknowledged + 1)),
        where + ", acknowledged " + acknowledged + ", found " + found);
    return Integer.parseInt(found);
  }
}
