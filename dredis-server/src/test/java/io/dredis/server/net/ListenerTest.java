package io.dredis.server.net;

import static io.dredis.server.testing.RespConnection.bytes;
import static io.dredis.server.testing.RespConnection.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RespConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that come, go, are turned away and are told to go. */
@Timeout(120)
final class ListenerTest {

  @Test
  void repliesToPipelinedRequestsInOrder() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      StringBuilder requests = new StringBuilder();
      StringBuilder replies = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        requests.append("ECHO n").append(i).append("\r\n");
        String argument = "n" + i;
        replies.append('$').append(argument.length()).append("\r\n").append(argument);
        replies.append("\r\n");
      }
      Thread sender = Thread.startVirtualThread(() -> send(client, requests.toString()));
      for (int i = 0; i < 20_000; i++) {
        assertEquals("n" + i, text(client.readReply()).split("\r\n", -1)[1]);
      }
      sender.join();
      assertEquals(requests.length(), server.traffic.inputBytes());
      assertEquals(replies.length(), server.traffic.outputBytes());
    }
  }

  private static void send(RespConnection client, String text) {
    try {
      client.sendRaw(bytes(text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void repliesToEverythingSentBeforeTheClientFinishedSending() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      client.sendRaw(bytes("PING\r\n".repeat(5000)));
      client.finishSending();
      assertEquals("+PONG\r\n".repeat(5000), text(client.readToEnd()));
    }
  }

  @Test
  void takesRequestsThatArriveOneByteAtATime() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      for (byte b : bytes("*2\r\n$4\r\nECHO\r\n$5\r\na\r\nbc\r\n")) {
        client.sendRaw(new byte[] {b});
        Thread.yield();
      }
      assertEquals("$5\r\na\r\nbc\r\n", text(client.readReply()));
    }
  }

  @Test
  void takesLargeArgumentsAndWhatFollowsThem() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      byte[] large = new byte[20_000_000];
      for (int i = 0; i < large.length; i++) {
        large[i] = (byte) (i * 31);
      }
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  client.send(bytes("ECHO"), large);
                  client.send("PING");
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      byte[] reply = client.readReply();
      byte[] echoed = java.util.Arrays.copyOfRange(reply, 11, reply.length - 2);
      assertArrayEquals(large, echoed);
      assertEquals("+PONG\r\n", text(client.readReply()));
      sender.join();
    }
  }

  @Test
  void repliesBeforeAProtocolErrorThenSaysItAndCloses() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      client.sendRaw(bytes("PING\r\n*1\r\n:4\r\n" + "PING\r\n".repeat(100_000)));
      assertEquals(
          "+PONG\r\n-ERR Protocol error: expected '$', got ':'\r\n", text(client.readToEnd()));
      ListenerFixture.await(() -> server.listener.connectionCount() == 0);
    }
  }

  @Test
  void saysNothingOfAProtocolErrorToAClientThatWantsNoReplies() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      client.sendRaw(bytes("SILENCE\r\n\"\r\n"));
      assertEquals("", text(client.readToEnd()));
    }
  }

  @Test
  void looksAtAuthenticationBeforeTheNextRequest() throws Exception {
    try (ListenerFixture server = ListenerFixture.start("requirepass", "secret");
        RespConnection client = server.connect()) {
      String twelve = "*12\r\n$5\r\nCOUNT\r\n" + "$1\r\nx\r\n".repeat(11);
      client.sendRaw(bytes("AUTH secret\r\n" + twelve));
      assertEquals("+OK\r\n", text(client.readReply()));
      assertEquals(":12\r\n", text(client.readReply()));
      client.sendRaw(bytes("RESET\r\n*12\r\n$5\r\nCOUNT\r\n"));
      assertEquals("+RESET\r\n", text(client.readReply()));
      assertEquals(
          "-ERR Protocol error: unauthenticated multibulk length\r\n", text(client.readToEnd()));
    }
  }

  @Test
  void writesTheLastReplyBeforeItCloses() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      client.sendRaw(bytes("PING\r\nQUIT\r\nPING\r\n"));
      assertEquals("+PONG\r\n+OK\r\n", text(client.readToEnd()));
    }
  }

  @Test
  void turnsAwayClientsOverTheLimitUntilOneLeaves() throws Exception {
    try (ListenerFixture server = ListenerFixture.start("maxclients", "2");
        RespConnection first = server.connect();
        RespConnection second = server.connect()) {
      first.call("PING");
      second.call("PING");
      try (RespConnection third = server.connect()) {
        assertEquals("-ERR max number of clients reached\r\n", text(third.readToEnd()));
      }
      assertEquals(1, server.traffic.connectionsRejected());
      assertEquals(2, server.traffic.connectionsReceived());
      second.finishSending();
      ListenerFixture.await(() -> server.listener.connectionCount() == 1);
      try (RespConnection fourth = server.connect()) {
        assertEquals("+PONG\r\n", text(fourth.call("PING")));
      }
    }
  }

  @Test
  void forgetsClientsThatLeave() throws Exception {
    try (ListenerFixture server = ListenerFixture.start()) {
      for (int i = 0; i < 100; i++) {
        try (RespConnection client = server.connect()) {
          client.call("PING");
        }
      }
      ListenerFixture.await(() -> server.listener.connectionCount() == 0);
      assertEquals(0, server.sessions.count());
      assertEquals(100, server.executor.disconnected.get());
    }
  }

  @Test
  void aClientThatWaitsForItsReplyIsNotIdle() throws Exception {
    try (ListenerFixture server = ListenerFixture.start("timeout", "60");
        RespConnection waiting = server.connect()) {
      waiting.send("WAIT");
      ListenerFixture.await(() -> server.executor.waiting.size() == 1);
      // The semaphore has a queue once the wait has begun.
      ListenerFixture.await(
          () -> server.executor.waiting.values().stream().allMatch(Semaphore::hasQueuedThreads));
      server.clockMillis.addAndGet(60_001);
      server.listener.checkConnections();
      server.executor.waiting.values().forEach(Semaphore::release);
      assertEquals("+WAITED\r\n", text(waiting.readReply()));
    }
  }

  @Test
  void disconnectsOnlyIdleClients() throws Exception {
    try (ListenerFixture server = ListenerFixture.start("timeout", "60");
        RespConnection idle = server.connect();
        RespConnection active = server.connect();
        RespConnection blocked = server.connect();
        RespConnection subscriber = server.connect()) {
      idle.call("PING");
      blocked.send("WAIT");
      ListenerFixture.await(() -> server.executor.waiting.size() == 1);
      subscriber.call("SUBSCRIBE");
      server.clockMillis.addAndGet(60_000);
      active.call("PING");
      server.listener.checkConnections();
      assertEquals("+PONG\r\n", text(idle.call("PING")));
      server.clockMillis.addAndGet(60_001);
      active.call("PING");
      // A client that has its reply counts as busy for another moment.
      ListenerFixture.await(
          () -> {
            server.listener.checkConnections();
            return server.listener.connectionCount() == 3;
          });
      assertThrows(EOFException.class, () -> idle.call("PING"));
      assertEquals("+PONG\r\n", text(active.call("PING")));
      assertEquals("+PONG\r\n", text(subscriber.call("PING")));
      server.executor.waiting.values().forEach(Semaphore::release);
      assertEquals("+WAITED\r\n", text(blocked.readReply()));
    }
  }

  @Test
  void endsAClientThatSendsMoreThanItsQueryBufferLimit() throws Exception {
    try (ListenerFixture server = ListenerFixture.start("client-query-buffer-limit", "1mb");
        RespConnection client = server.connect()) {
      client.sendRaw(bytes("*2\r\n$4\r\nECHO\r\n$3000000\r\n"));
      assertThrows(
          IOException.class,
          () -> {
            client.sendRaw(new byte[2_000_000]);
            client.readReply();
          });
      assertEquals(1, server.traffic.overQueryLimit());
    }
  }

  @Test
  void listensOnSeveralAddresses() throws Exception {
    try (ListenerFixture server =
            ListenerFixture.start("bind", "127.0.0.1 -203.0.113.1 127.0.0.2");
        RespConnection first = server.connect();
        java.net.Socket second = new java.net.Socket("127.0.0.2", server.port())) {
      assertEquals("+PONG\r\n", text(first.call("PING")));
      second.getOutputStream().write(bytes("PING\r\n"));
      assertEquals("+PONG\r\n", text(second.getInputStream().readNBytes(7)));
      // Each address has its acceptor, so the ids may come in either order.
      assertEquals(
          Set.of("127.0.0.1:" + server.port(), "127.0.0.2:" + server.port()),
          server.sessions.all().stream()
              .map(session -> session.transport().localAddress())
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void saysWhichAddressCannotBeListenedOn() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      ListenerFixture server = new ListenerFixture();
      server.configuration.preset("port", Integer.toString(taken.getLocalPort()));
      IOException e =
          assertThrows(IOException.class, () -> ListeningSockets.bind(server.configuration));
      assertEquals(
          "Could not create server TCP listening socket 127.0.0.1:"
              + taken.getLocalPort()
              + ": Address already in use",
          e.getMessage());
      assertTrue(e.getCause() instanceof BindException);
    }
  }

  @Test
  void endsOnlyTheConnectionWhoseExecutionFailed() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection failing = server.connect();
        RespConnection other = server.connect()) {
      assertThrows(EOFException.class, () -> failing.call("FAIL"));
      assertEquals("+PONG\r\n", text(other.call("PING")));
    }
  }

  @Test
  void closesIdleAndWaitingClientsAtOnce() throws Exception {
    ListenerFixture server = ListenerFixture.start();
    try (RespConnection idle = server.connect();
        RespConnection waiting = server.connect()) {
      idle.call("PING");
      waiting.send("WAIT");
      ListenerFixture.await(() -> server.executor.waiting.size() == 1);
      server.close();
      assertEquals("", text(idle.readToEnd()));
      assertEquals("", text(waiting.readToEnd()));
      assertEquals(0, server.listener.connectionCount());
      assertThrows(SocketException.class, () -> server.connect().call("PING"));
    }
  }

  @Test
  void finishesTheRunningBatchBeforeItCloses() throws Exception {
    ListenerFixture server = ListenerFixture.start();
    try (RespConnection busy = server.connect()) {
      busy.call("PING");
      Thread closing = Thread.ofVirtual().unstarted(server::close);
      server.executor.lock.lock();
      try {
        busy.send("ECHO", "last words");
        ListenerFixture.await(server.executor.lock::hasQueuedThreads);
        closing.start();
        ListenerFixture.await(
            () -> closing.getState() == Thread.State.TIMED_WAITING || !closing.isAlive());
      } finally {
        server.executor.lock.unlock();
      }
      assertEquals("$10\r\nlast words\r\n", text(busy.readToEnd()));
      closing.join();
    }
  }
}
