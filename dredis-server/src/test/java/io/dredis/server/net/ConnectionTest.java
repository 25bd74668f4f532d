package io.dredis.server.net;

import static io.dredis.server.testing.RespConnection.bytes;
import static io.dredis.server.testing.RespConnection.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RespConnection;
import java.io.EOFException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients do to each other, or not: slow ones, killed ones, waiting ones, pushed-to ones. */
@Timeout(120)
final class ConnectionTest {

  @Test
  void slowReaderHoldsUpNobody() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection slow = server.connect();
        RespConnection other = server.connect()) {
      slow.send("STREAM", "100000");
      ListenerFixture.await(() -> server.executor.openStreams.get() == 1);
      for (int i = 0; i < 1000; i++) {
        assertEquals("+PONG\r\n", text(other.call("PING")));
      }
      assertEquals(1, server.executor.openStreams.get());
      assertEquals(100_000 * 1009 + 9, slow.readReply().length);
      assertEquals("+PONG\r\n", text(slow.call("PING")));
      assertEquals(0, server.executor.openStreams.get());
    }
  }

  @Test
  void killedWhileItsReplyIsWrittenClosesTheReply() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection slow = server.connect();
        RespConnection other = server.connect()) {
      String id = ListenerFixture.id(slow);
      slow.send("STREAM", "1000000");
      ListenerFixture.await(() -> server.executor.openStreams.get() == 1);
      assertEquals("+OK\r\n", text(other.call("KILL", id)));
      ListenerFixture.await(() -> server.listener.connectionCount() == 1);
      assertEquals(0, server.executor.openStreams.get());
    }
  }

  @Test
  void killedWhileIdleGoesAtOnce() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection idle = server.connect();
        RespConnection other = server.connect()) {
      assertEquals("+OK\r\n", text(other.call("KILL", ListenerFixture.id(idle))));
      assertEquals("", text(idle.readToEnd()));
    }
  }

  @Test
  void killedByItselfStillGetsTheReply() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      client.send("KILL", ListenerFixture.id(client));
      assertEquals("+OK\r\n", text(client.readToEnd()));
    }
  }

  @Test
  void waitsAndKeepsWhatIsSentMeanwhile() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      long id = Long.parseLong(ListenerFixture.id(client));
      for (int round = 0; round < 20; round++) {
        client.sendRaw(bytes("PING\r\nWAIT\r\nECHO a\r\n"));
        assertEquals("+PONG\r\n", text(client.readReply()));
        ListenerFixture.await(() -> server.executor.waiting.containsKey(id));
        client.sendRaw(bytes("ECHO b\r\n*2\r\n$4\r\nECHO\r\n"));
        server.executor.waiting.get(id).release();
        assertEquals("+WAITED\r\n", text(client.readReply()));
        assertEquals("$1\r\na\r\n", text(client.readReply()));
        assertEquals("$1\r\nb\r\n", text(client.readReply()));
        client.sendRaw(bytes("$40000\r\n" + "x".repeat(40_000) + "\r\nPING\r\n"));
        assertEquals(40_010, client.readReply().length);
        assertEquals("+PONG\r\n", text(client.readReply()));
      }
    }
  }

  @Test
  void noticesThatAWaitingClientHasGone() throws Exception {
    try (ListenerFixture server = ListenerFixture.start()) {
      try (RespConnection client = server.connect()) {
        client.sendRaw(bytes("WAIT\r\nPING\r\nPING\r\n"));
        ListenerFixture.await(() -> server.executor.waiting.size() == 1);
        client.sendRaw(bytes("PING\r\n"));
      }
      ListenerFixture.await(() -> server.listener.connectionCount() == 0);
      assertEquals(0, server.executor.waiting.size());
      assertEquals(0, server.executor.executed.get());
    }
  }

  @Test
  void boundsWhatAWaitingClientSends() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      long id = Long.parseLong(ListenerFixture.id(client));
      client.send("WAIT");
      ListenerFixture.await(() -> server.executor.waiting.containsKey(id));
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  client.sendRaw(bytes("PING\r\n".repeat(2_000_000)));
                } catch (java.io.IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      var transport = server.sessions.get(id).transport();
      ListenerFixture.await(() -> transport.queryBufferBytes() >= 256 * 1024);
      server.executor.waiting.get(id).release();
      assertEquals("+WAITED\r\n", text(client.readReply()));
      for (int i = 0; i < 2_000_000; i++) {
        client.readReply();
      }
      sender.join();
      assertTrue(transport.queryBufferBytes() < 1024);
    }
  }

  @Test
  void killedWhileItWaitsEndsTheWait() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection waiting = server.connect();
        RespConnection other = server.connect()) {
      String id = ListenerFixture.id(waiting);
      waiting.send("WAIT");
      ListenerFixture.await(() -> server.executor.waiting.size() == 1);
      other.call("KILL", id);
      assertThrows(EOFException.class, waiting::readReply);
      ListenerFixture.await(() -> server.executor.waiting.isEmpty());
    }
  }

  @Test
  void pushedMessagesKeepTheirOrder() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection receiver = server.connect();
        RespConnection sender = server.connect()) {
      receiver.call("HELLO");
      String id = ListenerFixture.id(receiver);
      Thread sending =
          Thread.startVirtualThread(
              () -> {
                try {
                  for (int i = 0; i < 2000; i++) {
                    sender.call("PUSH", id, Integer.toString(i), "2");
                  }
                } catch (java.io.IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      for (int i = 0; i < 2000; i++) {
        String message = ">1\r\n$" + Integer.toString(i).length() + "\r\n" + i + "\r\n";
        assertEquals(message, text(receiver.readReply()));
        assertEquals(message, text(receiver.readReply()));
      }
      sending.join();
    }
  }

  @Test
  void messageToItselfStandsBeforeTheReplyOfTheCommandThatSentIt() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection client = server.connect()) {
      String id = ListenerFixture.id(client);
      client.sendRaw(bytes("PING\r\nPUSH " + id + " x 2\r\nPING\r\n"));
      String message = "*1\r\n$1\r\nx\r\n";
      assertEquals("+PONG\r\n", text(client.readReply()));
      assertEquals(message, text(client.readReply()));
      assertEquals(message, text(client.readReply()));
      assertEquals("+OK\r\n", text(client.readReply()));
      assertEquals("+PONG\r\n", text(client.readReply()));
    }
  }

  @Test
  void messagePushedWhileAReplyIsWrittenComesBehindIt() throws Exception {
    try (ListenerFixture server = ListenerFixture.start();
        RespConnection receiver = server.connect();
        RespConnection sender = server.connect()) {
      String id = ListenerFixture.id(receiver);
      receiver.sendRaw(bytes("STREAM 50000\r\nPING\r\n"));
      ListenerFixture.await(() -> server.executor.openStreams.get() == 1);
      sender.call("PUSH", id, "x", "3");
      assertEquals(50_000 * 1009 + 8, receiver.readReply().length);
      assertEquals("+PONG\r\n", text(receiver.readReply()));
      for (int i = 0; i < 3; i++) {
        assertEquals("*1\r\n$1\r\nx\r\n", text(receiver.readReply()));
      }
    }
  }

  @Test
  void subscriberOverItsHardLimitIsDisconnected() throws Exception {
    try (ListenerFixture server =
            ListenerFixture.start("client-output-buffer-limit", "pubsub 1000000 0 0");
        RespConnection receiver = server.connect();
        RespConnection sender = server.connect()) {
      String id = ListenerFixture.id(receiver);
      receiver.call("SUBSCRIBE");
      // The sender may still wait in the backlog.
      ListenerFixture.await(() -> server.listener.connectionCount() == 2);
      String large = "x".repeat(100_000);
      // The socket's own buffers take some of it first.
      for (int i = 0; i < 1000 && server.listener.connectionCount() == 2; i++) {
        assertEquals("+OK\r\n", text(sender.call("PUSH", id, large, "1")));
      }
      ListenerFixture.await(() -> server.listener.connectionCount() == 1);
      assertEquals(1, server.traffic.overOutputLimit());
    }
  }

  @Test
  void subscriberOverItsSoftLimitIsDisconnectedAfterAWhile() throws Exception {
    try (ListenerFixture server =
            ListenerFixture.start("client-output-buffer-limit", "pubsub 0 100000 10");
        RespConnection receiver = server.connect();
        RespConnection sender = server.connect()) {
      String id = ListenerFixture.id(receiver);
      receiver.call("SUBSCRIBE");
      var transport = server.sessions.get(Long.parseLong(id)).transport();
      while (transport.outputQueueBytes() < 1_000_000) {
        sender.call("PUSH", id, "x".repeat(100_000), "5");
      }
      server.listener.checkConnections();
      server.clockMillis.addAndGet(10_000);
      server.listener.checkConnections();
      assertEquals(0, server.traffic.overOutputLimit());
      server.clockMillis.addAndGet(1);
      server.listener.checkConnections();
      ListenerFixture.await(() -> server.listener.connectionCount() == 1);
      assertEquals(1, server.traffic.overOutputLimit());
    }
  }
}
