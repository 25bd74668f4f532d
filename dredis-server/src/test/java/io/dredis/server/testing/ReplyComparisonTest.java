package io.dredis.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The harness finds differences, and finds none between equal servers: here, two Redis servers. */
class ReplyComparisonTest {
  private static ServerPair servers;

  @BeforeAll
  static void start() {
    servers =
        ServerPair.of(
            RedisServerProcess.start("--enable-debug-command", "yes"),
            RedisServerProcess.start("--enable-debug-command", "yes", "--databases", "3"));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void acceptsEqualRepliesOfEveryKind() throws IOException {
    String types =
        "string integer double bignum null array set map attrib push verbatim true false";
    try (ReplyComparison both = servers.connect(3)) {
      for (String type : types.split(" ", -1)) {
        String reply = both.sameLine("DEBUG PROTOCOL " + type);
        assertFalse(reply.startsWith("-"), reply);
      }
    }
  }

  @Test
  void failsWhenRepliesDiffer() throws IOException {
    try (ReplyComparison both = servers.connect(3)) {
      AssertionFailedError error =
          assertThrows(AssertionFailedError.class, () -> both.sameLine("CONFIG GET databases"));
      assertTrue(error.getMessage().contains("CONFIG GET databases"), error.getMessage());
      assertThrows(AssertionFailedError.class, () -> both.sameLine("SELECT 3"));
    }
  }

  @Test
  void failsWhenOneServerClosesTheConnection() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      both.redis().call("QUIT");
      both.dredis().call("PING");
      assertThrows(AssertionFailedError.class, () -> both.sameLine("ECHO x"));
    }
  }

  @Test
  void comparesTheBytesOfBinaryReplies() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      assertEquals("$4\r\n\0\u00ff\r\n\r\n", both.same("ECHO", "\0\u00ff\r\n"));
    }
  }

  @Test
  void normalisesOnlyWhatIsAskedFor() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      both.redis().call("SET", "clock", "1");
      assertThrows(AssertionFailedError.class, () -> both.sameLine("EXISTS clock"));
      assertEquals(
          ":INTEGER\r\n", both.normalising(Normalisation.INTEGER).sameLine("EXISTS clock"));
    }
  }
}
