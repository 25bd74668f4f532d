package io.dredis.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A client that has a database to itself and fills it with pipelined random writes until its server
 * dies. It knows what the database may hold then: what the acknowledged requests make of it, or
 * these and some of those that followed.
 */
final class KilledWriter {
  private static final int KEYS = 40;
  private static final int LONGEST_PIPELINE = 30;

  private final int database;
  private final Random random;

  /** What the database held when the server was started last. */
  private Map<String, String> start = new HashMap<>();

  private final List<String[]> sent = new ArrayList<>();
  private int acknowledged;
  private CountDownLatch firstAcknowledged = new CountDownLatch(1);

  KilledWriter(int database, long seed) {
    this.database = database;
    this.random = new Random(seed);
  }

  int database() {
    return database;
  }

  /** Writes until the connection breaks. */
  void writeUntilKilled(TestServer server) {
    try (RespConnection connection = server.connect()) {
      connection.call("SELECT", Integer.toString(database));
      while (true) {
        int requests = 1 + random.nextInt(LONGEST_PIPELINE);
        for (int i = 0; i < requests; i++) {
          String[] request = next();
          sent.add(request);
          connection.send(request);
        }
        for (int i = 0; i < requests; i++) {
          connection.readReply();
          acknowledged++;
        }
        firstAcknowledged.countDown();
      }
    } catch (IOException e) {
      firstAcknowledged.countDown();
    }
  }

  /** Waits until the first writes have been acknowledged. */
  void awaitAcknowledged() throws InterruptedException {
    firstAcknowledged.await();
  }

  /**
   * Checks what a restarted server holds, and goes on from there. The writer's thread has ended.
   */
  void recover(Map<String, String> found, String where) {
    assertTrue(acknowledged > 0, where);
    Map<String, String> state = new HashMap<>(start);
    int applied = 0;
    while (applied < acknowledged) {
      apply(sent.get(applied++), state);
    }
    while (!state.equals(found) && applied < sent.size()) {
      apply(sent.get(applied++), state);
    }
    assertTrue(
        state.equals(found),
        () ->
            "database %d is not what %d to %d of its requests make of it, %s"
                .formatted(database, acknowledged, sent.size(), where));
    start = found;
    sent.clear();
    acknowledged = 0;
    firstAcknowledged = new CountDownLatch(1);
  }

  /** Returns every key and value of the selected database. */
  static Map<String, String> read(RespConnection connection) throws IOException {
    Map<String, String> found = new HashMap<>();
    for (String key : RespValue.parse(RespConnection.text(connection.call("KEYS", "*"))).texts()) {
      found.put(key, RespValue.parse(RespConnection.text(connection.call("GET", key))).text());
    }
    return found;
  }

  private String[] next() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> words("SET", key(), value());
      case 3, 4 -> words("INCR", "counter" + random.nextInt(5));
      case 5, 6 -> words("MSET", key(), value(), key(), value(), key(), value());
      case 7 -> words("DEL", key(), key());
      case 8, 9 -> words("RENAME", key(), key());
      case 10 -> words("APPEND", key(), "x".repeat(random.nextInt(9000)));
      case 11 -> words("COPY", key(), key(), "REPLACE");
      case 12 -> words("SETEX", key(), "1000000", value());
      default -> random.nextInt(50) == 0 ? words("FLUSHDB") : words("DEL", key());
    };
  }

  private static void apply(String[] request, Map<String, String> state) {
    switch (request[0]) {
      case "SET" -> state.put(request[1], request[2]);
      case "SETEX" -> state.put(request[1], request[3]);
      case "INCR" ->
          state.merge(request[1], "1", (old, one) -> Long.toString(Long.parseLong(old) + 1));
      case "MSET" -> {
        for (int i = 1; i < request.length; i += 2) {
          state.put(request[i], request[i + 1]);
        }
      }
      case "DEL" -> {
        for (int i = 1; i < request.length; i++) {
          state.remove(request[i]);
        }
      }
      case "RENAME" -> {
        if (state.containsKey(request[1])) {
          state.put(request[2], state.remove(request[1]));
        }
      }
      case "APPEND" -> state.merge(request[1], request[2], String::concat);
      case "COPY" -> {
        if (state.containsKey(request[1])) {
          state.put(request[2], state.get(request[1]));
        }
      }
      case "FLUSHDB" -> state.clear();
      default -> throw new IllegalArgumentException(request[0]);
    }
  }

  private String key() {
    return "key" + random.nextInt(KEYS);
  }

  private String value() {
    return "value" + random.nextInt(1_000_000);
  }

  private static String[] words(String... words) {
    return words;
  }
}
