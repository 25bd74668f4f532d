package io.dredis.server.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others may do while MIGRATE waits for its target, and how it ends when it is not to. */
@Timeout(60)
class MigrateTest {
  private static final String OK = "+OK\r\n";
  private static final String LONG = "600000";

  /** What the target has been asked to store. */
  private final CountDownLatch asked = new CountDownLatch(1);

  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestServer dredis;
  private OddTarget target;

  @BeforeEach
  void start() throws IOException {
    dredis = DredisInProcess.start();
    target = OddTarget.answering(this::answerLate);
  }

  @AfterEach
  void stop() throws Exception {
    mayAnswer.countDown();
    for (AutoCloseable each : open) {
      each.close();
    }
    dredis.close();
    target.close();
  }

  private String answerLate(String request) {
    if (request.startsWith("RESTORE")) {
      asked.countDown();
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        return OddTarget.CLOSE;
      }
    }
    return OK;
  }

  private RespConnection connect() throws IOException {
    RespConnection connection = dredis.connect();
    open.add(connection);
    return connection;
  }

  private void migrate(RespConnection client, String... arguments) throws IOException {
    List<String> request =
        new ArrayList<>(List.of("MIGRATE", "127.0.0.1", Integer.toString(target.port())));
    request.addAll(List.of(arguments));
    client.send(request.toArray(String[]::new));
  }

  private static String call(RespConnection client, String... request) throws IOException {
    return RespConnection.text(client.call(request));
  }

  private static String reply(RespConnection client) throws IOException {
    return RespConnection.text(client.readReply());
  }

  @Test
  void whoWritesToAKeyWaitsUntilItIsGone() throws Exception {
    RespConnection client = connect();
    RespConnection other = connect();
    call(client, "MSET", "a", "1", "b", "2");
    migrate(client, "a", "0", LONG);
    asked.await();
    assertEquals("$1\r\n1\r\n", call(other, "GET", "a"));
    assertEquals(":2\r\n", call(other, "APPEND", "b", "x"));
    other.send("APPEND", "a", "x");
    mayAnswer.countDown();
    assertEquals(OK, reply(client));
    // Of a key that is new.
    assertEquals(":1\r\n", reply(other));
  }

  @Test
  void nobodyWaitsForACopy() throws Exception {
    RespConnection client = connect();
    RespConnection other = connect();
    call(client, "SET", "a", "1");
    migrate(client, "a", "0", LONG, "COPY");
    asked.await();
    assertEquals(":2\r\n", call(other, "APPEND", "a", "x"));
    mayAnswer.countDown();
    assertEquals(OK, reply(client));
    assertEquals(":1\r\n", call(other, "EXISTS", "a"));
  }

  @Test
  void aKeyIsMigratedOnceAtATime() throws Exception {
    RespConnection client = connect();
    RespConnection other = connect();
    call(client, "SET", "a", "1");
    migrate(client, "a", "0", LONG);
    asked.await();
    migrate(other, "a", "0", LONG);
    mayAnswer.countDown();
    assertEquals(OK, reply(client));
    assertEquals("+NOKEY\r\n", reply(other));
  }

  @Test
  void itGoesOnWithoutItsClient() throws Exception {
    RespConnection client = connect();
    RespConnection other = connect();
    call(client, "SET", "a", "1");
    migrate(client, "a", "0", LONG);
    asked.await();
    client.close();
    other.send("APPEND", "a", "x");
    mayAnswer.countDown();
    assertEquals(":1\r\n", reply(other));
  }

  @Test
  void silentTargetsDoNotKeepOtherLargeWorkWaiting() throws Exception {
    RespConnection other = connect();
    List<String> add = new ArrayList<>(List.of("SADD", "large"));
    for (int i = 0; i < 6000; i++) {
      add.add("member:" + i);
    }
    call(other, add.toArray(String[]::new));
    call(other, "MSET", "0", "x", "1", "x", "2", "x", "3", "x", "4", "x", "5", "x");
    for (int i = 0; i < 6; i++) {
      RespConnection client = connect();
      migrate(client, Integer.toString(i), "0", LONG);
    }
    asked.await();
    assertEquals(":1\r\n", call(other, "COPY", "large", "copy"));
    assertEquals(":6000\r\n", call(other, "SUNIONSTORE", "union", "large", "copy"));
  }

  @Test
  void aServerMayBeItsOwnTarget() throws Exception {
    RespConnection client = connect();
    String port = Integer.toString(dredis.port());
    call(client, "SET", "a", "1");
    assertEquals(OK, call(client, "MIGRATE", "127.0.0.1", port, "a", "1", LONG));
    assertEquals(OK, call(client, "SELECT", "1"));
    assertEquals("$1\r\n1\r\n", call(client, "GET", "a"));
    // The key waits for itself.
    assertEquals(
        "-IOERR error or timeout reading to target instance\r\n",
        call(client, "MIGRATE", "127.0.0.1", port, "a", "1", "200", "REPLACE"));
    assertEquals("$1\r\n1\r\n", call(client, "GET", "a"));
    assertEquals(":2\r\n", call(client, "APPEND", "a", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void theEndOfTheServerEndsIt(String backend) throws Exception {
    CountDownLatch third = new CountDownLatch(1);
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend);
        OddTarget silent =
            OddTarget.answering(
                request -> {
                  if (request.startsWith("RESTORE c")) {
                    third.countDown();
                  }
                  boolean takes = !request.startsWith("RESTORE") || request.contains(" a ");
                  return takes ? OK : OddTarget.SILENCE;
                })) {
      try (RespConnection client = server.connect()) {
        client.call("MSET", "a", "1", "b", "2", "c", "3");
        String port = Integer.toString(silent.port());
        client.send("MIGRATE", "127.0.0.1", port, "", "0", LONG, "KEYS", "a", "b", "c");
        third.await();
        server.restart();
      }
      try (RespConnection client = server.connect()) {
        // What the target has taken is not here any more.
        assertEquals("*3\r\n$-1\r\n$1\r\n2\r\n$1\r\n3\r\n", call(client, "MGET", "a", "b", "c"));
      }
    }
  }
}
