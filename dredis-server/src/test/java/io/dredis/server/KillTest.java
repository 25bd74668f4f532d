package io.dredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed while clients write, and started again with the same data: every
 * acknowledged write is there, and of what was not acknowledged a beginning, each command whole or
 * not at all.
 */
class KillTest {
  private static final int WRITERS = 4;
  private static final int KILLS = 3;
  private static final int LONGEST_LIFE_MILLIS = 400;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void whatWasAcknowledgedSurvivesAKill(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    String where = "backend " + backend + ", dredis.test.seed " + seed;
    System.out.println("KillTest: " + where);
    Random random = new Random(seed);
    List<KilledWriter> writers = new ArrayList<>();
    for (int database = 0; database < WRITERS; database++) {
      writers.add(new KilledWriter(database, random.nextLong()));
    }
    try (DredisProcess server = DredisProcess.start("--backend", backend)) {
      for (int kill = 0; kill < KILLS; kill++) {
        writeAndKill(server, writers, random.nextInt(LONGEST_LIFE_MILLIS));
        server.startAgain("--backend", backend);
        try (RespConnection connection = server.connect()) {
          for (KilledWriter writer : writers) {
            checkDatabase(connection, writer, "after kill " + kill + ", " + where);
          }
        }
      }
    }
  }

  /** Lets all writers write, kills the server after a while, and waits for the writers' end. */
  private static void writeAndKill(
      DredisProcess server, List<KilledWriter> writers, long lifeMillis) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (KilledWriter writer : writers) {
      threads.add(Thread.ofVirtual().start(() -> writer.writeUntilKilled(server)));
    }
    for (KilledWriter writer : writers) {
      writer.awaitAcknowledged();
    }
    Thread.sleep(lifeMillis);
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void checkDatabase(RespConnection connection, KilledWriter writer, String where)
      throws IOException {
    connection.call("SELECT", Integer.toString(writer.database()));
    Map<String, String> found = KilledWriter.read(connection);
    writer.recover(found, where);
    assertEquals(":" + found.size() + "\r\n", call(connection, "DBSIZE"), where);
    Set<String> walked = new HashSet<>();
    String cursor = "0";
    do {
      RespValue page = RespValue.parse(call(connection, "SCAN", cursor, "COUNT", "7"));
      cursor = page.elements().get(0).text();
      walked.addAll(page.elements().get(1).texts());
    } while (!cursor.equals("0"));
    assertEquals(found.keySet(), walked, where);
  }

  private static String call(RespConnection connection, String... request) throws IOException {
    return RespConnection.text(connection.call(request));
  }
}
