package io.dredis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RespConnection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That one carrier is enough for everybody: nobody keeps it for himself. */
@Timeout(60)
class OneCarrierTest {
  private static final String ENDLESS = "while true do end";
  private static final String ENDLESS_IN_COROUTINE =
      "coroutine.wrap(function() while true do end end)()";

  private final DredisProcess server =
      DredisProcess.start("-Djdk.virtualThreadScheduler.parallelism=1", "--backend", "memory");

  @AfterEach
  void close() {
    server.close();
  }

  private RespConnection connect() throws IOException {
    return new RespConnection(server.port());
  }

  private static String call(RespConnection connection, String... request) throws IOException {
    return RespConnection.text(connection.call(request));
  }

  private void assertCanBeKilled(String script) throws IOException {
    try (RespConnection runner = connect()) {
      assertEquals("+OK\r\n", call(runner, "CONFIG", "SET", "busy-reply-threshold", "20"));
      runner.send("EVAL", script, "0");
      try (RespConnection newcomer = connect()) {
        String reply = call(newcomer, "GET", "key");
        while (!reply.startsWith("-BUSY")) {
          reply = call(newcomer, "GET", "key");
        }
        assertEquals("+OK\r\n", call(newcomer, "SCRIPT", "KILL"));
      }
      assertTrue(RespConnection.text(runner.readReply()).startsWith("-ERR Script killed by user"));
    }
  }

  @Test
  void aScriptLeavesItToWhoeverConnectsMeanwhile() throws IOException {
    assertCanBeKilled(ENDLESS);
  }

  @Test
  void soDoesACoroutine() throws IOException {
    assertCanBeKilled(ENDLESS_IN_COROUTINE);
  }
}
