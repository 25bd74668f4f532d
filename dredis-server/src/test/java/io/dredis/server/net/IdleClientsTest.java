package io.dredis.server.net;

import static io.dredis.server.testing.RespConnection.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RespConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client that is connected and silent costs. */
@Timeout(120)
final class IdleClientsTest {
  private static final int CLIENTS = 300;

  /** More than twice what was measured, the client's own side included. */
  private static final long MOST_BYTES_PER_CLIENT = 40_000;

  @Test
  void idleClientsHoldLittleMemoryAfterTraffic() throws Exception {
    List<RespConnection> clients = new ArrayList<>();
    try (ListenerFixture server = ListenerFixture.start()) {
      long before = usedBytes();
      for (int i = 0; i < CLIENTS; i++) {
        RespConnection client = server.connect();
        clients.add(client);
        client.sendRaw(bytes("PING\r\n".repeat(2000)));
        client.send("ECHO", "x".repeat(100_000));
        for (int reply = 0; reply < 2001; reply++) {
          client.readReply();
        }
      }
      assertEquals(CLIENTS, server.listener.connectionCount());
      ListenerFixture.await(() -> usedBytes() - before < CLIENTS * MOST_BYTES_PER_CLIENT);
    } finally {
      for (RespConnection client : clients) {
        client.close();
      }
    }
  }

  @Test
  void silentClientDoesNotKeepItsLastRequestInMemory() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      client.call("ECHO", "x".repeat(1_000_000));
      ListenerFixture.await(
          () -> {
            System.gc();
            return server.executor.lastArgument.refersTo(null);
          });
      assertTrue(server.listener.connectionCount() == 1);
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
