package io.dredis.server.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other clients get, and can do, while a script takes long. */
@Timeout(60)
class BusyScriptTest {
  private static final String BUSY_SCRIPT =
      "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n";
  private static final String BUSY_FUNCTION =
      "-BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN"
          + " NOSAVE.\r\n";
  private static final String KILLED = "-ERR Script killed by user with SCRIPT KILL...";
  private static final String WRITE_FOR_EVER =
      "redis.call('set', 'written', 1) redis.call('del', 'old') redis.call('rpush', 'list', 1)"
          + " while true do pcall(redis.call, 'incr', 'written') end";
  private static final String LIBRARY =
      "#!lua name=lib\nredis.register_function('forever', function() " + WRITE_FOR_EVER + " end)";

  private static final String ENDLESS_LIBRARY =
      """
      #!lua name=endless
      local function forever() while true do end end
      redis.register_function('endless', function() while true do end end)
      redis.register_function('calls', function()
        forever() end)
      """;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aKilledScriptLeavesNothing(String backend) throws IOException {
    try (EmbeddedDredis server = start(backend);
        RespConnection runner = server.connect();
        RespConnection other = server.connect()) {
      call(other, "SET", "old", "value");
      runner.send("EVAL", WRITE_FOR_EVER, "0");
      awaitBusy(other, BUSY_SCRIPT);
      assertEquals(BUSY_SCRIPT, call(other, "FUNCTION", "KILL"));
      assertEquals("+OK\r\n", call(other, "SCRIPT", "KILL"));
      assertTrue(text(runner.readReply()).startsWith(KILLED));
      assertEquals("$5\r\nvalue\r\n", call(other, "GET", "old"));
      assertEquals(":0\r\n", call(other, "EXISTS", "written", "list"));
      assertEquals(":1\r\n", call(runner, "EVAL", "return redis.call('dbsize')", "0"));
      assertEquals(
          "-NOTBUSY No scripts in execution right now.\r\n", call(other, "SCRIPT", "KILL"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aKilledFunctionLeavesNothing(String backend) throws IOException {
    try (EmbeddedDredis server = start(backend);
        RespConnection runner = server.connect();
        RespConnection other = server.connect()) {
      call(other, "SET", "old", "value");
      call(other, "FUNCTION", "LOAD", LIBRARY);
      runner.send("FCALL", "forever", "0");
      awaitBusy(other, BUSY_FUNCTION);
      assertEquals(BUSY_FUNCTION, call(other, "SCRIPT", "KILL"));
      assertTrue(call(other, "FUNCTION", "STATS").contains("forever"));
      assertEquals("+OK\r\n", call(other, "FUNCTION", "KILL"));
      assertTrue(text(runner.readReply()).startsWith(KILLED));
      assertEquals(":1\r\n", call(other, "DBSIZE"));
    }
  }

  @Test
  void aKilledScriptIsAnsweredAsRedisDoes() throws IOException {
    try (ServerPair servers = ServerPair.start("--busy-reply-threshold", "50");
        ReplyComparison runner = servers.connect();
        ReplyComparison other = servers.connect()) {
      other.same("FUNCTION", "LOAD", ENDLESS_LIBRARY);
      kill(runner, other, "SCRIPT", "EVAL", "while true do end", "0");
      kill(runner, other, "SCRIPT", "EVAL_RO", "\n\nrepeat until false", "0");
      kill(runner, other, "SCRIPT", "EVAL", "while true do\nredis.call('GET', 'x')\nend", "0");
      kill(runner, other, "SCRIPT", "EVAL", "loadstring('while true do end')()", "0");
      kill(runner, other, "FUNCTION", "FCALL", "endless", "0");
      kill(runner, other, "FUNCTION", "FCALL", "calls", "1", "key");
      runner.same("MULTI");
      runner.same("EVAL", "local x\nfor i = 1, 1 / 0 do local y = i end", "0");
      kill(runner, other, "SCRIPT", "EXEC");
    }
  }

  /** Runs what never ends on both servers, and kills it there. */
  private static void kill(
      ReplyComparison runner, ReplyComparison other, String kind, String... request)
      throws IOException {
    runner.redis().send(request);
    runner.dredis().send(request);
    String refusal = kind.equals("SCRIPT") ? BUSY_SCRIPT : BUSY_FUNCTION;
    awaitBusy(other.redis(), refusal);
    awaitBusy(other.dredis(), refusal);
    other.same(kind, "KILL");
    runner.sameReply(String.join(" ", request));
  }

  @Test
  void aKillWithinATransactionUndoesTheScriptOnly() throws IOException {
    try (EmbeddedDredis server = start("memory");
        RespConnection runner = server.connect();
        RespConnection other = server.connect()) {
      runner.send("MULTI");
      runner.send("SET", "before", "1");
      runner.send("EVAL", WRITE_FOR_EVER, "0");
      runner.send("SET", "after", "1");
      runner.send("EXEC");
      awaitBusy(other, BUSY_SCRIPT);
      assertEquals("+OK\r\n", call(other, "SCRIPT", "KILL"));
      for (int queued = 0; queued < 4; queued++) {
        runner.readReply();
      }
      String replies = text(runner.readReply());
      assertTrue(replies.startsWith("*3\r\n+OK\r\n" + KILLED), replies);
      assertEquals(":2\r\n", call(other, "DBSIZE"));
    }
  }

  @Test
  void whatIsMeantForThatIsAnsweredMeanwhile() throws IOException {
    try (EmbeddedDredis server = start("memory");
        RespConnection runner = server.connect();
        RespConnection other = server.connect()) {
      runner.send("EVAL", "while true do end", "0");
      awaitBusy(other, BUSY_SCRIPT);
      assertEquals("+OK\r\n", call(other, "MULTI"));
      assertEquals(BUSY_SCRIPT, call(other, "GET", "x"));
      assertTrue(call(other, "EXEC").startsWith("-EXECABORT Transaction discarded because of: "));
      assertEquals("+OK\r\n", call(other, "WATCH", "x"));
      assertEquals("+OK\r\n", call(other, "UNWATCH"));
      assertTrue(call(other, "HELLO", "3").startsWith("%7\r\n"));
      assertEquals("+RESET\r\n", call(other, "RESET"));
      assertEquals(BUSY_SCRIPT, call(other, "FUNCTION", "STATS"));
      assertEquals(BUSY_SCRIPT, call(other, "SHUTDOWN", "SAVE"));
      assertEquals(BUSY_SCRIPT, call(other, "SHUTDOWN"));
      assertTrue(call(other, "NOSUCH").startsWith("-ERR unknown command"));
      assertTrue(call(other, "GET").startsWith("-ERR wrong number of arguments"));
      try (RespConnection late = server.connect()) {
        assertEquals(BUSY_SCRIPT, call(late, "PING"));
        assertEquals("+OK\r\n", call(late, "QUIT"));
      }
      assertEquals("+OK\r\n", call(other, "SCRIPT", "KILL"));
      assertTrue(text(runner.readReply()).startsWith(KILLED));
      assertEquals("+PONG\r\n", call(other, "PING"));
    }
  }

  @Test
  void aServerThatIsToEndEndsTheScriptToo() throws IOException {
    try (EmbeddedDredis server = start("leveldb")) {
      try (RespConnection runner = server.connect();
          RespConnection other = server.connect()) {
        call(other, "SET", "old", "value");
        runner.send("EVAL", WRITE_FOR_EVER, "0");
        awaitBusy(other, BUSY_SCRIPT);
        server.restart();
      }
      try (RespConnection client = server.connect()) {
        assertEquals("$5\r\nvalue\r\n", call(client, "GET", "old"));
        assertEquals(":1\r\n", call(client, "DBSIZE"));
      }
    }
  }

  private static EmbeddedDredis start(String backend) {
    return EmbeddedDredis.start("backend", backend, "busy-reply-threshold", "50");
  }

  /** Asks until the script has run for long enough. */
  private static void awaitBusy(RespConnection client, String refusal) throws IOException {
    String reply = call(client, "PING");
    while (!reply.equals(refusal)) {
      assertEquals("+PONG\r\n", reply);
      reply = call(client, "PING");
    }
  }

  private static String call(RespConnection client, String... request) throws IOException {
    return text(client.call(request));
  }

  private static String text(byte[] reply) {
    return RespConnection.text(reply);
  }
}
