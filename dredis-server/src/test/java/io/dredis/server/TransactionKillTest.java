package io.dredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed in the middle of long transactions, and started again with the same data:
 * each is there whole or not at all, and those that were acknowledged are there.
 */
@Timeout(120)
class TransactionKillTest extends KillRounds {
  private static final int KEYS = 1500;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void aTransactionSurvivesAKillWholeOrNotAtAll(String backend) throws Exception {
    run(backend);
  }

  @Override
  void write(RespConnection connection, String number) throws IOException {
    connection.send("MULTI");
    for (int key = 0; key < KEYS; key++) {
      connection.send("SET", "key" + key, number);
      if (key % 500 == 0) {
        // Streamed from a snapshot as a rule, which must not commit the half.
        connection.send("KEYS", "*");
        connection.send("RPUSH", "list", number);
        connection.send("LRANGE", "list", "0", "-1");
      }
    }
    connection.send("EXEC");
    for (int reply = 0; reply < 2 + KEYS + 3 * (KEYS / 500); reply++) {
      connection.readReply();
    }
  }

  @Override
  int check(RespConnection connection, int acknowledged, String where) throws IOException {
    String[] request = new String[KEYS + 1];
    request[0] = "MGET";
    for (int key = 0; key < KEYS; key++) {
      request[key + 1] = "key" + key;
    }
    RespValue values = RespValue.parse(RespConnection.text(connection.call(request)));
    int found = Integer.parseInt(values.elements().get(0).text());
    assertTrue(found == acknowledged || found == acknowledged + 1, where + ", found " + found);
    for (RespValue value : values.elements()) {
      assertEquals(Integer.toString(found), value.text(), where);
    }
    assertEquals(
        ":" + found * (KEYS / 500) + "\r\n",
        RespConnection.text(connection.call("LLEN", "list")),
        where);
    return found;
  }
}
