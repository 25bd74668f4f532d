package io.dredis.server.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Iterations by HSCAN while another client changes the hash: what is there from the start to the
 * end is returned at least once.
 */
class HashScanUnderChangeTest {
  private static final int STABLE_FIELDS = 100;
  private static final int CHANGING_FIELDS = 1000;
  private static final int ITERATIONS = 30;
  private static final int LARGEST_COUNT = 40;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void whatStaysIsReturnedWhateverElseChanges(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("HashScanUnderChangeTest: backend " + backend + ", seed " + seed);
    Random random = new Random(seed);
    try (EmbeddedDredis server =
            EmbeddedDredis.start("backend", backend, "hash-max-listpack-entries", "150");
        RespConnection client = server.connect()) {
      Set<String> stable = new TreeSet<>();
      for (int i = 0; i < STABLE_FIELDS; i++) {
        stable.add("f" + i * CHANGING_FIELDS / STABLE_FIELDS + "stable");
      }
      // Small at first; the other client's fields split it, in the midst of an iteration or not.
      for (String field : stable) {
        client.call("HSET", "h", field, "v");
      }
      AtomicBoolean stopped = new AtomicBoolean();
      FutureTask<Void> changes = new FutureTask<>(() -> change(server, seed, stopped), null);
      Thread.ofVirtual().start(changes);
      for (int i = 0; i < ITERATIONS || !isSplit(client); i++) {
        String count = Integer.toString(1 + random.nextInt(LARGEST_COUNT));
        assertFalse(changes.isDone(), "the other client goes on");
        assertTrue(scan(client, "COUNT", count).containsAll(stable), "seed " + seed);
        assertEquals(stable, scan(client, "COUNT", count, "MATCH", "f*stable"), "seed " + seed);
      }
      stopped.set(true);
      changes.get();
    }
  }

  private static boolean isSplit(RespConnection client) throws IOException {
    return RespConnection.text(client.call("OBJECT", "ENCODING", "h")).contains("hashtable");
  }

  /** Adds and deletes fields between those that stay. */
  private static void change(EmbeddedDredis server, long seed, AtomicBoolean stopped) {
    Random random = new Random(seed + 1);
    try (RespConnection client = server.connect()) {
      while (!stopped.get()) {
        String field = "f" + random.nextInt(CHANGING_FIELDS);
        if (random.nextInt(3) == 0) {
          client.call("HDEL", "h", field);
        } else {
          client.call("HSET", "h", field, "v");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> scan(RespConnection client, String... options) throws IOException {
    Set<String> found = new TreeSet<>();
    String cursor = "0";
    do {
      List<String> request = new ArrayList<>(List.of("HSCAN", "h", cursor));
      request.addAll(List.of(options));
      byte[] reply = client.call(request.toArray(String[]::new));
      RespValue page = RespValue.parse(RespConnection.text(reply));
      cursor = page.elements().get(0).text();
      List<String> pairs = page.elements().get(1).texts();
      for (int i = 0; i < pairs.size(); i += 2) {
        found.add(pairs.get(i));
        assertEquals("v", pairs.get(i + 1));
      }
    } while (!cursor.equals("0"));
    return found;
  }
}
