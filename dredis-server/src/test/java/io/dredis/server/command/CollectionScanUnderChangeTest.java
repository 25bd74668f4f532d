package io.dredis.server.command;

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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Iterations by HSCAN, SSCAN and ZSCAN while another client changes the collection: what is there
 * from the start to the end is returned at least once, whatever becomes of its score.
 */
class CollectionScanUnderChangeTest {
  private static final String KEY = "collection";
  private static final int STABLE_MEMBERS = 100;
  private static final int CHANGING_MEMBERS = 1000;
  private static final int ITERATIONS = 30;
  private static final int LARGEST_COUNT = 40;

  /** How a kind of collection is scanned and changed. */
  enum Kind {
    HASH("HSCAN", 2, "hash-max-listpack-entries") {
      @Override
      void add(RespConnection client, String member, int value) throws IOException {
        client.call("HSET", KEY, member, Integer.toString(value));
      }

      @Override
      void remove(RespConnection client, String member) throws IOException {
        client.call("HDEL", KEY, member);
      }
    },
    SET("SSCAN", 1, "set-max-intset-entries") {
      @Override
      void add(RespConnection client, String member, int value) throws IOException {
        client.call("SADD", KEY, member);
      }

      @Override
      void remove(RespConnection client, String member) throws IOException {
        client.call("SREM", KEY, member);
      }
    },
    SORTED_SET("ZSCAN", 2, "zset-max-listpack-entries") {
      @Override
      void add(RespConnection client, String member, int value) throws IOException {
        client.call("ZADD", KEY, Integer.toString(value), member);
      }

      @Override
      void remove(RespConnection client, String member) throws IOException {
        client.call("ZREM", KEY, member);
      }
    };

    final String scan;
    final int wordsPerMember;
    final String largestPacked;

    Kind(String scan, int wordsPerMember, String largestPacked) {
      this.scan = scan;
      this.wordsPerMember = wordsPerMember;
      this.largestPacked = largestPacked;
    }

    /** Adds a member, or changes its value or score. */
    abstract void add(RespConnection client, String member, int value) throws IOException;

    abstract void remove(RespConnection client, String member) throws IOException;
  }

  static Stream<Arguments> kindsAndBackends() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of("leveldb", "lmdb", "memory").map(backend -> Arguments.of(kind, backend)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndBackends")
  void whatStaysIsReturnedWhateverElseChanges(Kind kind, String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println(
        "CollectionScanUnderChangeTest: " + kind + " " + backend + ", dredis.test.seed " + seed);
    Random random = new Random(seed);
    List<String> stable = stableMembers();
    try (EmbeddedDredis server =
            EmbeddedDredis.start("backend", backend, kind.largestPacked, "150");
        RespConnection client = server.connect()) {
      // Small at first; the other client's members split it, in the midst of an iteration or not.
      for (String member : stable) {
        kind.add(client, member, 1);
      }
      AtomicBoolean stopped = new AtomicBoolean();
      FutureTask<Void> changes =
          new FutureTask<>(() -> change(kind, server, stable, seed, stopped), null);
      Thread.ofVirtual().start(changes);
      for (int i = 0; i < ITERATIONS || !isSplit(client); i++) {
        String count = Integer.toString(1 + random.nextInt(LARGEST_COUNT));
        assertFalse(changes.isDone(), "the other client goes on");
        assertTrue(scan(kind, client, "COUNT", count).containsAll(stable), "seed " + seed);
        assertEquals(
            new TreeSet<>(stable),
            scan(kind, client, "COUNT", count, "MATCH", "m*stable"),
            "seed " + seed);
      }
      stopped.set(true);
      changes.get();
    }
  }

  private static List<String> stableMembers() {
    List<String> stable = new ArrayList<>();
    for (int i = 0; i < STABLE_MEMBERS; i++) {
      stable.add("m" + i * CHANGING_MEMBERS / STABLE_MEMBERS + "stable");
    }
    return stable;
  }

  private static boolean isSplit(RespConnection client) throws IOException {
    String encoding = RespConnection.text(client.call("OBJECT", "ENCODING", KEY));
    return encoding.contains("hashtable") || encoding.contains("skiplist");
  }

  /** Adds and removes members between those that stay, and gives these other values. */
  private static void change(
      Kind kind, EmbeddedDredis server, List<String> stable, long seed, AtomicBoolean stopped) {
    Random random = new Random(seed + 1);
    try (RespConnection client = server.connect()) {
      while (!stopped.get()) {
        String member = "m" + random.nextInt(CHANGING_MEMBERS);
        int value = random.nextInt(100);
        switch (random.nextInt(4)) {
          case 0 -> kind.remove(client, member);
          case 1 -> kind.add(client, stable.get(random.nextInt(STABLE_MEMBERS)), value);
          default -> kind.add(client, member, value);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> scan(Kind kind, RespConnection client, String... options)
      throws IOException {
    Set<String> found = new TreeSet<>();
    String cursor = "0";
    do {
      List<String> request = new ArrayList<>(List.of(kind.scan, KEY, cursor));
      request.addAll(List.of(options));
      byte[] reply = client.call(request.toArray(String[]::new));
      RespValue page = RespValue.parse(RespConnection.text(reply));
      cursor = page.elements().get(0).text();
      List<String> words = page.elements().get(1).texts();
      for (int i = 0; i < words.size(); i += kind.wordsPerMember) {
        found.add(words.get(i));
        if (kind.wordsPerMember == 2) {
          assertTrue(Integer.parseInt(words.get(i + 1)) >= 0, words.get(i + 1));
        }
      }
    } while (!cursor.equals("0"));
    return found;
  }
}
