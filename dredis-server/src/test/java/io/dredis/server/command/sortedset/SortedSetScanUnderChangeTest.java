package io.dredis.server.command.sortedset;

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
 * Iterations by ZSCAN while another client changes the sorted set: what is there from the start to
 * the end is returned at least once, whatever becomes of its score.
 */
class SortedSetScanUnderChangeTest {
  private static final int STABLE_MEMBERS = 100;
  private static final int CHANGING_MEMBERS = 1000;
  private static final int ITERATIONS = 30;
  private static final int LARGEST_COUNT = 40;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void whatStaysIsReturnedWhateverElseChanges(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("SortedSetScanUnderChangeTest: " + backend + ", dredis.test.seed " + seed);
    Random random = new Random(seed);
    try (EmbeddedDredis server =
            EmbeddedDredis.start("backend", backend, "zset-max-listpack-entries", "150");
        RespConnection client = server.connect()) {
      List<String> stable = new ArrayList<>();
      for (int i = 0; i < STABLE_MEMBERS; i++) {
        stable.add("m" + i * CHANGING_MEMBERS / STABLE_MEMBERS + "stable");
      }
      // Small at first; the other client's members split it, in the midst of an iteration or not.
      for (String member : stable) {
        client.call("ZADD", "z", "1", member);
      }
      AtomicBoolean stopped = new AtomicBoolean();
      FutureTask<Void> changes =
          new FutureTask<>(() -> change(server, stable, seed, stopped), null);
      Thread.ofVirtual().start(changes);
      for (int i = 0; i < ITERATIONS || !isSplit(client); i++) {
        String count = Integer.toString(1 + random.nextInt(LARGEST_COUNT));
        assertFalse(changes.isDone(), "the other client goes on");
        assertTrue(scan(client, "COUNT", count).containsAll(stable), "seed " + seed);
        assertEquals(
            new TreeSet<>(stable),
            scan(client, "COUNT", count, "MATCH", "m*stable"),
            "seed " + seed);
      }
      stopped.set(true);
      changes.get();
    }
  }

  private static boolean isSplit(RespConnection client) throws IOException {
    return RespConnection.text(client.call("OBJECT", "ENCODING", "z")).contains("skiplist");
  }

  /** Adds and removes members between those that stay, and gives these other scores. */
  private static void change(
      EmbeddedDredis server, List<String> stable, long seed, AtomicBoolean stopped) {
    Random random = new Random(seed + 1);
    try (RespConnection client = server.connect()) {
      while (!stopped.get()) {
        String member = "m" + random.nextInt(CHANGING_MEMBERS);
        switch (random.nextInt(4)) {
          case 0 -> client.call("ZREM", "z", member);
          case 1 -> client.call("ZINCRBY", "z", "0.5", stable.get(random.nextInt(STABLE_MEMBERS)));
          default -> client.call("ZADD", "z", Integer.toString(random.nextInt(100)), member);
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
      List<String> request = new ArrayList<>(List.of("ZSCAN", "z", cursor));
      request.addAll(List.of(options));
      byte[] reply = client.call(request.toArray(String[]::new));
      RespValue page = RespValue.parse(RespConnection.text(reply));
      cursor = page.elements().get(0).text();
      List<String> pairs = page.elements().get(1).texts();
      for (int i = 0; i < pairs.size(); i += 2) {
        found.add(pairs.get(i));
        assertTrue(Double.parseDouble(pairs.get(i + 1)) >= 0, pairs.get(i + 1));
      }
    } while (!cursor.equals("0"));
    return found;
  }
}
