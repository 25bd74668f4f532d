package io.dredis.server.command.set;

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

/** Sets whose replies are streamed and whose results are written aside. */
class LargeSetsTest {
  private static final int MEMBERS = 12_000;
  private static final int PER_CALL = 3000;
  private static final int STABLE_MEMBERS = 300;
  private static final int CHANGING_MEMBERS = 1000;
  private static final int ITERATIONS = 30;

  /** Long enough for several batches of what is written aside. */
  private static final String PREFIX =
      "a member with a rather long name, as there are many: ".repeat(3);

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void resultsOfAnySizeAreWhatTheSetsSay(String backend) throws IOException {
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend);
        RespConnection client = server.connect()) {
      Set<String> one = add(client, "one", 0, MEMBERS);
      Set<String> other = add(client, "other", MEMBERS / 2, MEMBERS + MEMBERS / 2);
      Set<String> union = new TreeSet<>(one);
      union.addAll(other);
      Set<String> common = new TreeSet<>(one);
      common.retainAll(other);
      Set<String> rest = new TreeSet<>(one);
      rest.removeAll(other);

      assertEquals(one, members(client, "SMEMBERS", "one"));
      assertEquals(union, members(client, "SUNION", "one", "other"));
      assertEquals(common, members(client, "SINTER", "one", "other"));
      assertEquals(rest, members(client, "SDIFF", "one", "other"));
      assertEquals(":" + common.size(), line(client, "SINTERCARD", "2", "one", "other"));
      assertEquals(":7", line(client, "SINTERCARD", "2", "one", "other", "LIMIT", "7"));
      assertEquals(":" + union.size(), line(client, "SUNIONSTORE", "to", "one", "other"));
      assertEquals(union, members(client, "SMEMBERS", "to"));
      assertEquals(":" + common.size(), line(client, "SINTERSTORE", "to", "to", "one", "other"));
      assertEquals(common, members(client, "SMEMBERS", "to"));
      assertEquals(":" + rest.size(), line(client, "SDIFFSTORE", "one", "one", "to"));
      assertEquals(rest, members(client, "SMEMBERS", "one"));
      assertEquals("+OK", line(client, "RENAME", "other", "moved"));
      assertEquals(":1", line(client, "COPY", "moved", "copy"));
      assertEquals(":1", line(client, "SREM", "moved", PREFIX + MEMBERS));
      assertEquals(other, members(client, "SMEMBERS", "copy"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomPartsOfAnySizeAreDifferentMembers(String backend) throws IOException {
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend);
        RespConnection client = server.connect()) {
      Set<String> all = add(client, "set", 0, MEMBERS);
      for (int count : new int[] {100, 4096, 5000, MEMBERS - 1, MEMBERS, MEMBERS + 1}) {
        Set<String> part = members(client, "SRANDMEMBER", "set", Integer.toString(count));
        assertEquals(Math.min(count, MEMBERS), part.size());
        assertTrue(all.containsAll(part));
      }
      RespValue repeated = call(client, "SRANDMEMBER", "set", Integer.toString(-2 * MEMBERS));
      assertEquals("*" + 2 * MEMBERS, repeated.head());
      assertTrue(all.containsAll(repeated.texts()));
      // A fair pick leaves out e^-2 of the members.
      assertEquals(MEMBERS * 0.865, new TreeSet<>(repeated.texts()).size(), MEMBERS * 0.03);
      for (int count : new int[] {10, 5000, 300, 5000, 1000, MEMBERS}) {
        Set<String> popped = members(client, "SPOP", "set", Integer.toString(count));
        assertEquals(Math.min(count, all.size()), popped.size());
        assertTrue(all.containsAll(popped));
        all.removeAll(popped);
        assertEquals(":" + all.size(), line(client, "SCARD", "set"));
        assertEquals(all, members(client, "SMEMBERS", "set"));
      }
      assertEquals(":0", line(client, "EXISTS", "set"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void pipelinedRepliesShowTheSetOfTheirMoment(String backend) throws IOException {
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend);
        RespConnection client = server.connect()) {
      Set<String> before = add(client, "set", 0, MEMBERS);
      Set<String> after = new TreeSet<>(before);
      after.remove(PREFIX + 5);
      client.sendRaw(
          RespConnection.bytes(
              "SMEMBERS set\r\nSREM set \""
                  + PREFIX
                  + "5\"\r\nSINTER set set\r\nSPOP set 6000\r\nSMEMBERS set\r\nDEL set\r\n"
                  + "SMEMBERS set\r\n"));
      assertEquals(before, texts(client.readReply()));
      assertEquals(":1\r\n", RespConnection.text(client.readReply()));
      assertEquals(after, texts(client.readReply()));
      Set<String> popped = texts(client.readReply());
      Set<String> left = texts(client.readReply());
      assertEquals(after.size(), popped.size() + left.size());
      popped.addAll(left);
      assertEquals(after, popped);
      assertEquals(":1\r\n", RespConnection.text(client.readReply()));
      assertEquals("*0\r\n", RespConnection.text(client.readReply()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aScanReturnsWhatStaysWhateverElseChanges(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("LargeSetsTest: backend " + backend + ", dredis.test.seed " + seed);
    Random random = new Random(seed);
    try (EmbeddedDredis server = EmbeddedDredis.start("backend", backend);
        RespConnection client = server.connect()) {
      Set<String> stable = new TreeSet<>();
      for (int i = 0; i < STABLE_MEMBERS; i++) {
        // Between those that change; as many as are packed at first.
        stable.add("m" + i * CHANGING_MEMBERS / STABLE_MEMBERS + "stable");
      }
      for (String member : stable) {
        client.call("SADD", "set", member);
      }
      AtomicBoolean stopped = new AtomicBoolean();
      FutureTask<Void> changes = new FutureTask<>(() -> change(server, seed, stopped), null);
      Thread.ofVirtual().start(changes);
      for (int i = 0; i < ITERATIONS; i++) {
        String count = Integer.toString(1 + random.nextInt(40));
        assertFalse(changes.isDone(), "the other client goes on");
        assertTrue(scan(client, "COUNT", count).containsAll(stable), "seed " + seed);
        assertEquals(stable, scan(client, "MATCH", "*stable", "COUNT", count), "seed " + seed);
      }
      stopped.set(true);
      changes.get();
    }
  }

  /** Adds and removes members between those that stay. */
  private static void change(EmbeddedDredis server, long seed, AtomicBoolean stopped) {
    Random random = new Random(seed + 1);
    try (RespConnection client = server.connect()) {
      while (!stopped.get()) {
        String member = "m" + random.nextInt(CHANGING_MEMBERS);
        client.call(random.nextInt(3) == 0 ? "SREM" : "SADD", "set", member);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> scan(RespConnection client, String... options) throws IOException {
    Set<String> found = new TreeSet<>();
    String cursor = "0";
    do {
      List<String> request = new ArrayList<>(List.of("SSCAN", "set", cursor));
      request.addAll(List.of(options));
      RespValue page = call(client, request.toArray(String[]::new));
      cursor = page.elements().get(0).text();
      found.addAll(page.elements().get(1).texts());
    } while (!cursor.equals("0"));
    return found;
  }

  private static Set<String> add(RespConnection client, String key, int from, int to)
      throws IOException {
    Set<String> added = new TreeSet<>();
    for (int start = from; start < to; start += PER_CALL) {
      List<String> request = new ArrayList<>(List.of("SADD", key));
      for (int i = start; i < Math.min(to, start + PER_CALL); i++) {
        request.add(PREFIX + i);
      }
      added.addAll(request.subList(2, request.size()));
      client.call(request.toArray(String[]::new));
    }
    return added;
  }

  private static Set<String> members(RespConnection client, String... request) throws IOException {
    return texts(client.call(request));
  }

  private static Set<String> texts(byte[] reply) {
    RespValue value = RespValue.parse(RespConnection.text(reply));
    Set<String> texts = new TreeSet<>(value.texts());
    assertEquals("*" + texts.size(), value.head(), "each member once");
    return texts;
  }

  private static RespValue call(RespConnection client, String... request) throws IOException {
    return RespValue.parse(RespConnection.text(client.call(request)));
  }

  private static String line(RespConnection client, String... request) throws IOException {
    return RespConnection.text(client.call(request)).trim();
  }
}
