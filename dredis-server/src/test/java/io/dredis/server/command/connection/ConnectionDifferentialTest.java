package io.dredis.server.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.Normalisation;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a client is and how it speaks is settled as in Redis, in valid, odd and wrong calls. */
class ConnectionDifferentialTest {
  private static ServerPair servers;

  @BeforeAll
  static void start() {
    servers = ServerPair.start();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void answersPingEchoAndSelect(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "PING",
          "ping",
          "PING a",
          "PING a b",
          "ECHO",
          "ECHO a",
          "ECHO a b",
          "SELECT",
          "SELECT 0",
          "SELECT 15",
          "SELECT 16",
          "SELECT -1",
          "SELECT a",
          "SELECT 01",
          "SELECT 1.0",
          "SELECT 2147483647",
          "SELECT 2147483648",
          "SELECT -2147483649",
          "SELECT 99999999999999999999",
          "SELECT 1 2");
      both.same("PING", "");
      both.same("PING", "\0\r\n\u00ff");
      both.same("ECHO", "\0\r\n\u00ff");
      both.same("SELECT", "");
      both.same("SELECT", "1 ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void greetsAndSwitchesTheProtocol(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      ReplyComparison greeted = both.normalising(Normalisation.HELLO_ID);
      greeted.sameLines(
          "HELLO",
          "HELLO 2",
          "PING",
          "HELLO",
          "HELLO 3",
          "CLIENT GETNAME",
          "HELLO",
          "HELLO 1",
          "HELLO 4",
          "HELLO -3",
          "HELLO x",
          "HELLO 3.0",
          "HELLO 99999999999999999999",
          "HELLO 2 AUTH",
          "HELLO 2 AUTH default",
          "CLIENT GETNAME",
          "HELLO 2 AUTH default x",
          "HELLO 3 AUTH nosuch x",
          "HELLO 2 SETNAME",
          "HELLO 3 SETNAME a",
          "CLIENT GETNAME",
          "HELLO 2 SETNAME b FOO",
          "CLIENT GETNAME",
          "HELLO 3 FOO",
          "HELLO 2 setname c auth default x",
          "CLIENT GETNAME",
          "hello 3 Auth default x SetName d",
          "CLIENT GETNAME",
          "HELLO SETNAME",
          "HELLO 9 FOO");
      greeted.same("HELLO", "3", "SETNAME", "");
      greeted.same("CLIENT", "GETNAME");
      greeted.same("HELLO", "3", "SETNAME", "a b");
      greeted.same("HELLO", "3", "SETNAME", "\u00e9");
      greeted.same("HELLO", "2", "a\0b");
      greeted.same("HELLO", "2", "a\r\nb");
      greeted.same("HELLO", "");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void authenticatesWithoutAPassword(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "AUTH",
          "AUTH a",
          "AUTH default a",
          "AUTH DEFAULT a",
          "AUTH nosuch a",
          "AUTH a b c",
          "AUTH a b c d");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void demandsThePassword(int protocol) throws IOException {
    try (ServerPair own = ServerPair.start("--requirepass", "secret");
        ReplyComparison both = own.connect()) {
      ReplyComparison greeted = both.normalising(Normalisation.HELLO_ID);
      greeted.sameLines(
          "PING",
          "NOSUCH",
          "GET",
          "CLIENT FOO",
          "COMMAND",
          "RESET",
          "HELLO",
          "HELLO 3",
          "HELLO 9",
          "HELLO 3 SETNAME early",
          "HELLO 3 AUTH default x",
          "HELLO 3 AUTH x secret",
          "HELLO 2 FOO",
          "AUTH x",
          "AUTH default x",
          "AUTH x secret",
          "AUTH a b c",
          "AUTH",
          "ECHO x",
          "AUTH secret",
          "CLIENT GETNAME",
          "HELLO " + protocol,
          "AUTH x",
          "ECHO x",
          "RESET",
          "ECHO x",
          "AUTH default secret",
          "ECHO x",
          "RESET",
          "HELLO " + protocol + " AUTH default secret SETNAME late",
          "CLIENT GETNAME",
          "RESET",
          "QUIT");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void resetsTheConnection(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "SELECT 3",
          "CLIENT SETNAME a",
          "CLIENT NO-EVICT ON",
          "RESET",
          "CLIENT GETNAME",
          "RESET x");
      assertEquals("0", field(both, "db"));
      assertEquals("2", field(both, "resp"));
      assertEquals("e", field(both, "flags"));
      both.send(bytes("CLIENT", "REPLY", "OFF"));
      both.sameLine("RESET");
      both.send(bytes("CLIENT", "REPLY", "SKIP"));
      both.send(bytes("RESET"));
      both.sameLine("ECHO x");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void quits(int protocol) throws IOException {
    for (String request : new String[] {"QUIT", "QUIT x y"}) {
      try (ReplyComparison both = servers.connect(protocol)) {
        both.sendRaw(RespConnection.bytes(request + "\r\nPING\r\n"));
        both.sameReply(request);
        assertEquals("connection closed", both.sameReply("after " + request));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST / HTTP/1.1", "host: localhost"})
  void hangsUpOnHttpRequests(String line) throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      both.sendRaw(RespConnection.bytes(line + "\r\nPING\r\n"));
      assertEquals("connection closed", both.sameReply(line));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void refusesUnknownSubcommandsAndCommands(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "CLIENT",
          "CLIENT foo",
          "client FOO bar",
          "CLIENT ID x",
          "CLIENT HELP x",
          "CLIENT INFO x",
          "nosuch",
          "NoSuch a b",
          "CLIENT|ID",
          "CLIENT|LIST x");
      both.same("CLIENT", "a".repeat(200));
      both.same("CLIENT", "a\0b");
      both.same("a".repeat(200), "b".repeat(100), "c".repeat(100), "d");
      both.same("nosuch", "a\r\nb", "c\0d", "");
      both.same("", "x");
    }
  }

  private static byte[][] bytes(String... words) {
    byte[][] request = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      request[i] = RespConnection.bytes(words[i]);
    }
    return request;
  }

  /** Returns a field of CLIENT INFO, which is the same on both. */
  private static String field(ReplyComparison both, String name) throws IOException {
    String value = field(both.redis(), name);
    assertEquals(value, field(both.dredis(), name), name);
    return value;
  }

  private static String field(RespConnection server, String name) throws IOException {
    String info = RespConnection.text(server.call("CLIENT", "INFO"));
    int start = info.indexOf(" " + name + "=") + name.length() + 2;
    return info.substring(
        start, info.indexOf(' ', start) < 0 ? info.indexOf('\n', start) : info.indexOf(' ', start));
  }
}
