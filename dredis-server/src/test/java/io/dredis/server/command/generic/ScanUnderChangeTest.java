package io.dredis.server.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Iterations by SCAN while another client changes the keys around: what is there from the start to
 * the end is returned at least once.
 */
class ScanUnderChangeTest {
  private static final int STABLE_KEYS = 300;
  private static final int CHANGING_KEYS = 1000;
  private static final int ITERATIONS = 12;
  private static final int LARGEST_COUNT = 40;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void whatStaysIsReturnedWhateverElseChanges(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("ScanUnderChangeTest: backend " + backend + ", dredis.test.seed " + seed);
    Random random = new Random(seed);
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend);
        RespConnection client = server.connect()) {
      Set<String> stable = writeStableKeys(client);
      AtomicBoolean stopped = new AtomicBoolean();
      FutureTask<Void> changes = new FutureTask<>(() -> change(server, seed, stopped), null);
      Thread.ofVirtual().start(changes);
      for (int i = 0; i < ITERATIONS; i++) {
        String count = Integer.toString(1 + random.nextInt(LARGEST_COUNT));
        assertFalse(changes.isDone(), "the other client goes on");
        assertTrue(scan(client, "COUNT", count).containsAll(stable), "seed " + seed);
        Set<String> matching = scan(client, "COUNT", count, "MATCH", "k*stable", "TYPE", "string");
        assertEquals(stable, matching, "seed " + seed);
        assertEquals(Set.of(), scan(client, "COUNT", count, "TYPE", "list"));
      }
      stopped.set(true);
      changes.get();
    }
  }

  private static Set<String> writeStableKeys(RespConnection client) throws IOException {
    Set<String> stable = new TreeSet<>();
    for (int i = 0; i < STABLE_KEYS; i++) {
      // Between the keys that change.
      stable.add("k" + i * CHANGING_KEYS / STABLE_KEYS + "stable");
    }
    for (String key : stable) {
      client.call("SET", key, "v");
    }
    return stable;
  }

  /** Adds, deletes and renames keys between those that stay. */
  private static void change(EmbeddedDredis server, long seed, AtomicBoolean stopped) {
    Random random = new Random(seed + 1);
    try (RespConnection client = server.connect()) {
      while (!stopped.get()) {
        String key = "k" + random.nextInt(CHANGING_KEYS);
        switch (random.nextInt(4)) {
          case 0, 1 -> client.call("SET", key, "v");
          case 2 -> client.call("DEL", key);
          default -> client.call("RENAME", key, "k" + random.nextInt(CHANGING_KEYS));
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
      String[] request = new String[2 + options.length];
      request[0] = "SCAN";
      request[1] = cursor;
      System.arraycopy(options, 0, request, 2, options.length);
      RespValue page = RespValue.parse(RespConnection.text(client.call(request)));
      cursor = page.elements().get(0).text();
      found.addAll(page.elements().get(1).texts());
    } while (!cursor.equals("0"));
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void aCursorFromBeforeARestartIsAnErrorAndNeverASilentEnd(String backend) throws IOException {
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend)) {
      String cursor;
      try (RespConnection client = server.connect()) {
        writeStableKeys(client);
        cursor =
            RespValue.parse(RespConnection.text(client.call("SCAN", "0"))).elements().get(0).text();
      }
      server.restart();
      try (RespConnection client = server.connect()) {
        String reply = RespConnection.text(client.call("SCAN", cursor));
        assertEquals("-ERR invalid cursor\r\n", reply);
        assertEquals(STABLE_KEYS, scan(client).size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void expiriesSurviveARestart(String backend) throws IOException {
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend)) {
      try (RespConnection client = server.connect()) {
        client.call("SET", "lasting", "v", "PXAT", "4102444800123");
        client.call("SET", "short", "v", "PXAT", "4102444800123");
        client.call("PEXPIRE", "short", "1");
      }
      server.restart();
      try (RespConnection client = server.connect()) {
        String lasting = RespConnection.text(client.call("PEXPIRETIME", "lasting"));
        assertEquals(":4102444800123\r\n", lasting);
        assertEquals(":0\r\n", RespConnection.text(client.call("EXISTS", "short")));
        assertEquals(":1\r\n", RespConnection.text(client.call("DBSIZE")));
      }
    }
  }
}
