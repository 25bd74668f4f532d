package io.dredis.server.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.Normalisation;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CLIENT answers as Redis does, in valid, odd and wrong calls. */
@Timeout(60)
class ClientDifferentialTest {
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
  void namesClients(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "CLIENT GETNAME",
          "CLIENT SETNAME a",
          "CLIENT GETNAME",
          "CLIENT GETNAME x",
          "CLIENT SETNAME a b",
          "CLIENT SETNAME");
      both.same("CLIENT", "SETNAME", "a b");
      both.same("CLIENT", "SETNAME", "a\n");
      both.same("CLIENT", "SETNAME", "\u007f");
      both.same("CLIENT", "SETNAME", "!~");
      both.sameLine("CLIENT GETNAME");
      assertEquals("!~", field(both, "name"));
      both.same("CLIENT", "SETNAME", "");
      both.sameLine("CLIENT GETNAME");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void listsClients(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol);
        ReplyComparison other = servers.connect()) {
      ReplyComparison listed =
          both.normalising(
              Normalisation.CLIENT_IDENTITY, Normalisation.CLIENT_MEMORY, Normalisation.LENGTH);
      other.sameLine("CLIENT SETNAME other");
      other.sameLine("SELECT 5");
      listed.sameLines(
          "CLIENT INFO",
          "CLIENT INFO x",
          "CLIENT LIST",
          "CLIENT LIST TYPE normal",
          "client list type NORMAL",
          "CLIENT LIST TYPE pubsub",
          "CLIENT LIST TYPE master",
          "CLIENT LIST TYPE replica",
          "CLIENT LIST TYPE slave",
          "CLIENT LIST TYPE",
          "CLIENT LIST TYPE foo",
          "CLIENT LIST TYPE normal x",
          "CLIENT LIST FOO",
          "CLIENT LIST FOO x",
          "CLIENT LIST ID",
          "CLIENT LIST ID a",
          "CLIENT LIST ID 0",
          "CLIENT LIST ID -5",
          "CLIENT LIST ID 080",
          "CLIENT LIST ID 999999",
          "CLIENT LIST ID 999999 TYPE normal",
          "CLIENT LIST ID 99999999999999999999");
      both.same("CLIENT", "LIST", "TYPE", "a\0b");
      both.same("CLIENT", "LIST", "TYPE", "a\r\nb");
    }
  }

  @Test
  void listsClientsByTheirIds() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      for (RespConnection server : new RespConnection[] {both.redis(), both.dredis()}) {
        String id = RespConnection.text(server.call("CLIENT", "ID")).strip().substring(1);
        String list = RespConnection.text(server.call("CLIENT", "LIST", "ID", id, "999999", id));
        assertEquals(
            2,
            list.split("id=" + id + " addr=127.0.0.1:" + server.localPort() + " ", -1).length - 1,
            list);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void refusesToKillWhatIsNotThere(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "CLIENT KILL",
          "CLIENT KILL a",
          "CLIENT KILL 1.1.1.1:1",
          "CLIENT KILL ID a",
          "CLIENT KILL ID 0",
          "CLIENT KILL ID -1",
          "CLIENT KILL ID 999999",
          "CLIENT KILL ID 99999999999999999999",
          "CLIENT KILL TYPE foo",
          "CLIENT KILL TYPE pubsub",
          "CLIENT KILL TYPE master",
          "CLIENT KILL TYPE replica",
          "CLIENT KILL TYPE slave",
          "CLIENT KILL USER nosuch",
          "CLIENT KILL USER Default",
          "CLIENT KILL SKIPME",
          "CLIENT KILL SKIPME foo",
          "CLIENT KILL FOO bar",
          "CLIENT KILL ADDR a LADDR",
          "CLIENT KILL ADDR 1.1.1.1:1",
          "CLIENT KILL LADDR 1.1.1.1:1",
          "CLIENT KILL SKIPME yes ID 999999",
          "CLIENT KILL MAXAGE 1",
          "CLIENT KILL ID 999999 SKIPME",
          "CLIENT KILL ID 999999 TYPE normal USER default SKIPME no ADDR x LADDR y");
      both.same("CLIENT", "KILL", "USER", "a\0b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADDR", "ID", "TYPE", "USER", "old"})
  void killsAnotherClient(String filter) throws IOException {
    try (ServerPair own = ServerPair.start();
        ReplyComparison both = own.connect(2);
        ReplyComparison victim = own.connect()) {
      String redisId =
          RespConnection.text(victim.redis().call("CLIENT", "ID")).strip().substring(1);
      String dredisId =
          RespConnection.text(victim.dredis().call("CLIENT", "ID")).strip().substring(1);
      assertEquals(
          kill(both.redis(), filter, "127.0.0.1:" + victim.redis().localPort(), redisId),
          kill(both.dredis(), filter, "127.0.0.1:" + victim.dredis().localPort(), dredisId));
      assertThrows(EOFException.class, victim.redis()::readReply);
      assertThrows(EOFException.class, victim.dredis()::readReply);
      both.sameLine("PING");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void answersBeforeItKillsItsCaller(int protocol) throws IOException {
    try (ServerPair own = ServerPair.start();
        ReplyComparison both = own.connect(protocol)) {
      both.sendRaw(RespConnection.bytes("CLIENT KILL TYPE normal SKIPME no\r\nPING\r\n"));
      assertEquals(":1\r\n", both.sameReply("CLIENT KILL"));
      assertEquals("connection closed", both.sameReply("after CLIENT KILL"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void turnsRepliesOffAndOn(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines("CLIENT REPLY", "CLIENT REPLY foo", "CLIENT REPLY on x", "CLIENT REPLY ON");
      for (String request :
          new String[] {
            "REPLY SKIP", "REPLY OFF", "REPLY foo", "REPLY SKIP", "GETNAME", "NOSUCH"
          }) {
        both.send(bytes(("CLIENT " + request).split(" ", -1)));
        if (request.equals("REPLY SKIP") || request.equals("REPLY OFF")) {
          both.send(bytes("ECHO", "skipped"));
        }
      }
      both.sameLine("CLIENT REPLY ON");
      both.send(bytes("CLIENT", "REPLY", "SKIP"));
      both.send(bytes("NOSUCH"));
      both.sameLine("ECHO x");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void refusesWrongPauses(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "CLIENT PAUSE",
          "CLIENT PAUSE a",
          "CLIENT PAUSE -1",
          "CLIENT PAUSE 1.5",
          "CLIENT PAUSE 0",
          "CLIENT PAUSE 0 x",
          "CLIENT PAUSE a x",
          "CLIENT PAUSE 0 WRITE",
          "CLIENT PAUSE 0 all",
          "CLIENT pause 0 all x",
          "CLIENT PAUSE 9223372036854775807",
          "CLIENT PAUSE 99999999999999999999",
          "CLIENT UNPAUSE",
          "CLIENT UNPAUSE x",
          "PING");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pausesWritesUntilToldOtherwise(int protocol) throws IOException {
    try (ServerPair own = ServerPair.start();
        ReplyComparison both = own.connect(protocol);
        ReplyComparison writer = own.connect()) {
      both.sameLine("CLIENT PAUSE 600000 WRITE");
      writer.send(bytes("SET", "paused", "1"));
      both.sameLine("GET paused");
      both.sameLine("CLIENT UNPAUSE");
      writer.sameReply("SET");
      both.sameLine("GET paused");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void showsPausedClientsAsBlocked(int protocol) throws IOException {
    try (ServerPair own = ServerPair.start();
        ReplyComparison both = own.connect(protocol);
        ReplyComparison writer = own.connect()) {
      both.sameLine("CLIENT PAUSE 600000 WRITE");
      writer.send(bytes("SET", "paused", "1"));
      for (RespConnection server : new RespConnection[] {both.redis(), both.dredis()}) {
        await(server, "INFO clients", "blocked_clients:1\r\n");
        String list = RespConnection.text(server.call("CLIENT", "LIST"));
        assertTrue(list.contains(" flags=b "), list);
        assertTrue(list.contains(" cmd=set "), list);
      }
      both.sameLine("CLIENT UNPAUSE");
      writer.sameReply("SET");
      for (RespConnection server : new RespConnection[] {both.redis(), both.dredis()}) {
        await(server, "INFO clients", "blocked_clients:0\r\n");
      }
    }
  }

  /** Asks again until the reply has some text in it. */
  private static void await(RespConnection server, String request, String text) throws IOException {
    String reply = RespConnection.text(server.call(request.split(" ", -1)));
    while (!reply.contains(text)) {
      Thread.onSpinWait();
      reply = RespConnection.text(server.call(request.split(" ", -1)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void countsTheRequestsBeingExecutedAmongTheQuery(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol);
        ReplyComparison other = servers.connect()) {
      assertEquals("26", field(both, "qbuf"));
      for (RespConnection server : new RespConnection[] {both.redis(), both.dredis()}) {
        server.sendRaw(RespConnection.bytes("PING\r\nCLIENT INFO\r\nECHO last\r\n"));
        server.readReply();
        assertEquals("30", fieldOf(RespConnection.text(server.readReply()), "qbuf"));
        server.readReply();
      }
      for (RespConnection server : new RespConnection[] {other.redis(), other.dredis()}) {
        assertFalse(RespConnection.text(server.call("CLIENT", "LIST")).contains(" qbuf=30 "));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void setsFlags(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "CLIENT NO-EVICT",
          "CLIENT NO-EVICT x",
          "CLIENT NO-EVICT on",
          "CLIENT NO-EVICT on x",
          "CLIENT GETREDIR",
          "CLIENT GETREDIR x");
      assertEquals("e", field(both, "flags"));
      both.sameLine("CLIENT NO-EVICT oFF");
      assertEquals("N", field(both, "flags"));
    }
  }

  @Test
  void takesWhatTheLibrarySaysOfItselfAsRedis72() throws IOException {
    Map<String, String> replies =
        Map.of(
            "LIB-NAME redis-py", "+OK",
            "lib-ver 5.0.1", "+OK",
            "FOO x", "-ERR Unrecognized option 'FOO'",
            "lib-name \n", "-ERR lib-name cannot contain spaces, newlines or special characters.",
            "LIB-VER", "-ERR wrong number of arguments for 'client|setinfo' command");
    try (ReplyComparison both = servers.connect(2)) {
      for (Map.Entry<String, String> entry : replies.entrySet()) {
        String[] request = ("CLIENT SETINFO " + entry.getKey()).split(" ", -1);
        assertEquals(entry.getValue() + "\r\n", RespConnection.text(both.dredis().call(request)));
      }
    }
  }

  @Test
  void leavesAccessTimesAloneAsRedis72() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      assertEquals("+OK\r\n", RespConnection.text(both.dredis().call("CLIENT", "NO-TOUCH", "on")));
      assertEquals("T", field(both.dredis(), "flags"));
      assertEquals("+OK\r\n", RespConnection.text(both.dredis().call("CLIENT", "NO-TOUCH", "OFF")));
      assertEquals("N", field(both.dredis(), "flags"));
      assertEquals(
          "-ERR syntax error\r\n",
          RespConnection.text(both.dredis().call("CLIENT", "NO-TOUCH", "x")));
    }
  }

  private static byte[][] bytes(String... words) {
    byte[][] request = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      request[i] = RespConnection.bytes(words[i]);
    }
    return request;
  }

  private static String kill(RespConnection server, String filter, String address, String id)
      throws IOException {
    return RespConnection.text(
        switch (filter) {
          case "ADDR" -> server.call("CLIENT", "KILL", "ADDR", address, "SKIPME", "no");
          case "ID" -> server.call("CLIENT", "KILL", "ID", id);
          case "TYPE" -> server.call("CLIENT", "KILL", "TYPE", "normal");
          case "USER" -> server.call("CLIENT", "KILL", "USER", "default", "LADDR", address(server));
          default -> server.call("CLIENT", "KILL", address);
        });
  }

  private static String address(RespConnection server) throws IOException {
    return field(server, "laddr");
  }

  /** Returns a field of CLIENT INFO, which is the same on both. */
  private static String field(ReplyComparison both, String name) throws IOException {
    String value = field(both.redis(), name);
    assertEquals(value, field(both.dredis(), name), name);
    return value;
  }

  private static String field(RespConnection server, String name) throws IOException {
    return fieldOf(RespConnection.text(server.call("CLIENT", "INFO")), name);
  }

  private static String fieldOf(String info, String name) {
    int start = info.indexOf(" " + name + "=") + name.length() + 2;
    return info.substring(
        start, info.indexOf(' ', start) < 0 ? info.indexOf('\n', start) : info.indexOf(' ', start));
  }
}
