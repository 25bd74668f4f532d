package io.dredis.server.net;

import static io.dredis.server.testing.RespConnection.bytes;
import static io.dredis.server.testing.RespConnection.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Correct and broken requests, answered byte for byte as a real Redis answers them. */
@Timeout(120)
final class ProtocolErrorsTest {
  private static final List<String> INPUTS =
      List.of(
          "*2147483647\r\n",
          "*2147483648\r\n",
          "*-5\r\nPING\r\n",
          "*0\r\nPING\r\n",
          "*\r\nPING\r\n",
          "*01\r\n$4\r\nPING\r\n",
          "*-0\r\n",
          "*-9223372036854775808\r\nPING\r\n",
          "*1\r\n$4\nPING\r\n",
          "*1\r\n:4\r\nPING\r\n",
          "*1\r\n\r\n",
          "*1\r\n\n\r\n",
          "*1\r\n\u00ff\r\n",
          "*1\rx$4\rxPINGab*1\r\n$4\r\nPING\r\n",
          "*1\r\n$-1\r\n",
          "*1\r\n$536870913\r\n",
          "*1\r\n$04\r\n",
          "\"abc\r\n",
          "\"PING\"d\r\n",
          "ECHO \"\\x41\\n\\q\\xZZ\"\r\n",
          "ECHO fo\"o b\"ar\r\n",
          "ECHO a\u000bb\r\n",
          "ECHO \u000b\u000cb\r\n",
          "ECHO ''\r\n",
          "\r\n\n  \r\nPING\n",
          "\rPING\r\n",
          "PING\r\n*1\r\n$4\r\nPING\r\n\"bad\r\nPING\r\n",
          "*1\r\n$4\r\nPING\r\nPING",
          "");

  private static final String[] PIECES = {
    "*1\r\n",
    "*2\r\n",
    "*0\r\n",
    "*-1\r\n",
    "*",
    "$4\r\n",
    "$1\r\n",
    "$",
    "PING\r\n",
    "PING",
    "ECHO",
    "ECHO\r\n",
    "ECHO x\r\n",
    "x\r\n",
    "\r\n",
    "\r",
    "\n",
    " ",
    "\"",
    "'",
    "\\x41",
    "\\",
    "1",
    "\u00e9"
  };

  /** Returns what a server answers to these bytes until it closes the connection. */
  private static String answer(TestServer server, String input) throws IOException {
    try (RespConnection client = server.connect()) {
      client.sendRaw(bytes(input));
      client.finishSending();
      // Which commands there are is not the network's matter.
      return text(client.readToEnd()).replaceAll("-ERR (unknown|wrong)[^\r]*\r", "-ERR command\r");
    }
  }

  private static void assertSame(TestServer redis, TestServer ours, String input, String message)
      throws IOException {
    assertEquals(answer(redis, input), answer(ours, input), message);
  }

  @Test
  void answersAsRedisDoes() throws IOException {
    try (RedisServerProcess redis = RedisServerProcess.start();
        ListenerFixture ours = ListenerFixture.start()) {
      for (String input : INPUTS) {
        assertSame(redis, ours, input, input);
      }
      assertSame(redis, ours, "a".repeat(70_000), "inline request that does not end");
      assertSame(redis, ours, "*" + "1".repeat(70_000), "array header that does not end");
      assertSame(redis, ours, "*1\r\n$" + "1".repeat(70_000), "string header that does not end");
      assertSame(redis, ours, "ECHO " + "a".repeat(65_529) + "\r\n", "longest inline request");
    }
  }

  @Test
  void answersStrangersAsRedisDoes() throws IOException {
    try (RedisServerProcess redis = RedisServerProcess.start("--requirepass", "secret");
        ListenerFixture ours = ListenerFixture.start("requirepass", "secret")) {
      for (String input : List.of("*11\r\n", "*10\r\n$16385\r\n", "*10\r\n$16384\r\n")) {
        assertSame(redis, ours, input, input);
      }
    }
  }

  @Test
  void answersRandomBytesAsRedisDoes() throws IOException {
    try (RedisServerProcess redis = RedisServerProcess.start();
        ListenerFixture ours = ListenerFixture.start()) {
      for (long seed = 0; seed < 1000; seed++) {
        Random random = new Random(seed);
        StringBuilder input = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
          input.append(PIECES[random.nextInt(PIECES.length)]);
        }
        assertSame(redis, ours, input.toString(), "seed " + seed + ": " + input);
      }
    }
  }

  @Test
  void turnsAwayAsRedisDoes() throws IOException {
    try (RedisServerProcess redis = RedisServerProcess.start("--maxclients", "1");
        ListenerFixture ours = ListenerFixture.start("maxclients", "1");
        RespConnection first = redis.connect();
        RespConnection second = ours.connect()) {
      first.call("PING");
      second.call("PING");
      try (RespConnection third = redis.connect();
          RespConnection fourth = ours.connect()) {
        assertEquals(text(third.readToEnd()), text(fourth.readToEnd()));
      }
    }
  }
}
