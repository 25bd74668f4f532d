package io.dredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed in the middle of long transactions, and started again with the same data:
 * each is there whole or not at all, and those that were acknowledged are there.
 */
@Timeout(120)
class TransactionKillTest {
  private static final int KILLS = 3;
  private static final int KEYS = 1500;
  private static final int LONGEST_LIFE_MILLIS = 600;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void aTransactionSurvivesAKillWholeOrNotAtAll(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    String where = "backend " + backend + ", dredis.test.seed " + seed;
    System.out.println("TransactionKillTest: " + where);
    Random random = new Random(seed);
    int last = 0;
    try (DredisProcess server = DredisProcess.start("--backend", backend)) {
      for (int kill = 0; kill < KILLS; kill++) {
        AtomicInteger acknowledged = new AtomicInteger(last);
        CountDownLatch first = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual().start(() -> write(server, acknowledged, first));
        first.await();
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        server.kill();
        writer.join();
        server.startAgain("--backend", backend);
        last = check(server, acknowledged.get(), where + ", kill " + kill);
      }
    }
  }

  /** Gives all keys the next number, in one transaction after the other, until it is killed. */
  private static void write(DredisProcess server, AtomicInteger number, CountDownLatch first) {
    try (RespConnection connection = server.connect()) {
      while (true) {
        String next = Integer.toString(number.get() + 1);
        connection.send("MULTI");
        for (int key = 0; key < KEYS; key++) {
          connection.send("SET", "key" + key, next);
          if (key % 500 == 0) {
            // Streamed from a snapshot as a rule, which must not commit the half.
            connection.send("KEYS", "*");
            connection.send("RPUSH", "list", next);
            connection.send("LRANGE", "list", "0", "-1");
          }
        }
        connection.send("EXEC");
        for (int reply = 0; reply < 2 + KEYS + 3 * (KEYS / 500); reply++) {
          connection.readReply();
        }
        number.incrementAndGet();
        first.countDown();
      }
    } catch (IOException e) {
      first.countDown();
    }
  }

  /** Returns the number that all keys have. */
  private static int check(DredisProcess server, int acknowledged, String where)
      throws IOException {
    try (RespConnection connection = server.connect()) {
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
}
