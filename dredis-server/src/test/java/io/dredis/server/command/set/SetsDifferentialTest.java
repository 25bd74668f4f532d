package io.dredis.server.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The set commands answer what Redis answers and leave the same sets behind. Replies are compared
 * byte by byte, but for the order of members that Redis takes from a hash table.
 */
class SetsDifferentialTest {
  private static final int BATCHES = 25;
  private static final int CALLS_PER_BATCH = 40;

  /** The most members of an intset decide how sets are kept, in Redis and in what we answer. */
  @ParameterizedTest
  @CsvSource({
    "leveldb,2,512",
    "leveldb,3,3",
    "lmdb,3,512",
    "lmdb,2,100000",
    "memory,2,0",
    "memory,3,100000"
  })
  void randomCommandsHaveTheSameRepliesAndEffects(
      String backend, int protocol, String maxIntsetEntries) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("SetsDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    RandomSetCommands commands = new RandomSetCommands(seed);
    try (ServerPair servers = start(backend, maxIntsetEntries);
        ReplyComparison both = servers.connect(protocol)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int call = 0; call < CALLS_PER_BATCH; call++) {
          sameButForOrder(both, commands.next());
        }
        assertSameSets(both);
      }
    }
  }

  private static ServerPair start(String backend, String maxIntsetEntries) {
    return ServerPair.of(
        RedisServerProcess.start(
            "--set-max-intset-entries", maxIntsetEntries, "--enable-debug-command", "yes"),
        EmbeddedDredis.start(
            "backend",
            backend,
            "set-max-intset-entries",
            maxIntsetEntries,
            "enable-debug-command",
            "yes"));
  }

  private static void assertSameSets(ReplyComparison both) throws IOException {
    for (String key : RandomSetCommands.KEYS) {
      String encoding = both.same("OBJECT", "ENCODING", key);
      both.same("SCARD", key);
      both.same("DEBUG", "DIGEST-VALUE", key);
      both.same("EXISTS", key);
      if (encoding.contains("intset")) {
        both.same("SMEMBERS", key);
        both.same("SINTER", key, key);
        both.same("SUNION", key);
        both.same("SDIFF", key, "missing");
        both.same("SRANDMEMBER", key, "1000000");
        both.same("SSCAN", key, "0", "COUNT", "1000000");
      } else if (encoding.contains("hashtable")) {
        sameButForOrder(both, "SMEMBERS", key);
        assertEquals(scan(both.redis(), key), scan(both.dredis(), key), key);
        assertEquals(
            scan(both.redis(), key, "MATCH", "*1*", "COUNT", "100"),
            scan(both.dredis(), key, "MATCH", "*1*", "COUNT", "100"),
            key);
      }
    }
  }

  private static Set<String> scan(RespConnection connection, String key, String... options)
      throws IOException {
    Set<String> found = new TreeSet<>();
    String cursor = "0";
    do {
      List<String> request = new ArrayList<>(List.of("SSCAN", key, cursor));
      request.addAll(Arrays.asList(options));
      RespValue page =
          RespValue.parse(RespConnection.text(connection.call(request.toArray(String[]::new))));
      cursor = page.elements().get(0).text();
      found.addAll(page.elements().get(1).texts());
    } while (!cursor.equals("0"));
    return found;
  }

  private static void sameButForOrder(ReplyComparison both, String... request) throws IOException {
    byte[][] arguments = new byte[request.length][];
    for (int i = 0; i < request.length; i++) {
      arguments[i] = RespConnection.bytes(request[i]);
    }
    sameButForOrder(both, arguments);
  }

  private static void sameButForOrder(ReplyComparison both, byte[]... request) throws IOException {
    String expected = RespConnection.text(both.redis().call(request));
    String actual = RespConnection.text(both.dredis().call(request));
    if (!expected.equals(actual)) {
      List<String> description = new ArrayList<>();
      for (int i = 0; i < Math.min(20, request.length); i++) {
        description.add(RespConnection.text(request[i]));
      }
      assertEquals(sorted(expected), sorted(actual), description.toString());
    }
  }

  /** Returns the parts of a reply, those of its aggregates in an order of their own. */
  private static List<String> sorted(String reply) {
    return sorted(RespValue.parse(reply));
  }

  private static List<String> sorted(RespValue value) {
    List<String> parts = new ArrayList<>();
    for (RespValue element : value.elements()) {
      parts.add(sorted(element).toString());
    }
    Collections.sort(parts);
    parts.add(0, value.head());
    parts.add(1, value.text());
    return parts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void encodingsFollowRedisThroughPopsAndDifferences(String backend) throws IOException {
    try (ServerPair servers = start(backend, "512");
        ReplyComparison both = servers.connect(3)) {
      for (int popped : new int[] {1, 300, 499, 500, 501, 583, 584, 590, 599}) {
        for (String prefix : new String[] {"", "text"}) {
          both.same("DEL", "set");
          addRange(both, "set", prefix, 0, 600);
          both.same("EXPIREAT", "set", "4102444800");
          for (RespConnection server : List.of(both.redis(), both.dredis())) {
            RespValue reply =
                RespValue.parse(
                    RespConnection.text(server.call("SPOP", "set", Integer.toString(popped))));
            assertEquals("~" + popped, reply.head());
            assertEquals(popped, new TreeSet<>(reply.texts()).size());
          }
          both.same("OBJECT", "ENCODING", "set");
          both.same("SCARD", "set");
          both.same("EXPIRETIME", "set");
        }
      }
      addRange(both, "integers", "", 0, 600);
      addRange(both, "few", "", 0, 20);
      both.same("SADD", "mixed", "1", "2", "3", "a");
      both.same("SADD", "letter", "a");
      for (String line :
          new String[] {
            "SDIFFSTORE to integers few",
            "SDIFFSTORE to few integers",
            "SDIFFSTORE to mixed letter",
            "SDIFFSTORE to mixed letter letter letter",
            "SDIFFSTORE to integers integers",
            "SDIFFSTORE to integers letter missing",
            "SUNIONSTORE to integers few",
            "SUNIONSTORE to few few",
            "SUNIONSTORE to mixed few",
            "SINTERSTORE to integers few",
            "SINTERSTORE to mixed integers",
            "SINTERSTORE integers integers few",
            "SINTERSTORE few few missing"
          }) {
        both.sameLine(line);
        both.sameLine("OBJECT ENCODING to");
        both.sameLine("DEBUG DIGEST-VALUE to");
      }
    }
  }

  @Test
  void debugObjectTellsTheLengthInAnRdbFile() throws IOException {
    try (ServerPair servers =
            ServerPair.of(
                RedisServerProcess.start("--rdbcompression", "no", "--enable-debug-command", "yes"),
                EmbeddedDredis.start("enable-debug-command", "yes"));
        ReplyComparison both = servers.connect(2)) {
      both.sameLine("SADD narrow 1 2 3 -32768 32767");
      both.sameLine("SADD wide 1 32768");
      both.sameLine("SADD widest 1 -2147483649");
      both.sameLine("SADD mixed 1 200 40000 3000000000 x 0");
      both.same("SADD", "long", "m".repeat(100), "m".repeat(20_000));
      addRange(both, "many", "", 0, 512);
      addRange(both, "more", "", 0, 513);
      addRange(both, "texts", "text", 0, 1000);
      for (String key :
          List.of("narrow", "wide", "widest", "mixed", "long", "many", "more", "texts")) {
        assertEquals(
            serializedLength(both.redis(), key), serializedLength(both.dredis(), key), key);
      }
    }
  }

  private static String serializedLength(RespConnection server, String key) throws IOException {
    return RespConnection.text(server.call("DEBUG", "OBJECT", key))
        .replaceAll("(?s).*(encoding:\\S+ serializedlength:\\d+).*", "$1");
  }

  private static void addRange(ReplyComparison both, String key, String prefix, int from, int to)
      throws IOException {
    List<String> request = new ArrayList<>(List.of("SADD", key));
    for (int i = from; i < to; i++) {
      request.add(prefix + i);
    }
    both.same(request.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void keyspaceHitsAndMissesAreCountedAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend, "512");
        ReplyComparison both = servers.connect(2)) {
      both.sameLine("CONFIG RESETSTAT");
      for (String line :
          new String[] {
            "SADD a 1 2 3",
            "SADD b 2",
            "SCARD a",
            "SCARD no",
            "SISMEMBER a 1",
            "SMISMEMBER no 1",
            "SMEMBERS a",
            "SINTER a b",
            "SINTERCARD 2 a no",
            "SUNIONSTORE c a no",
            "SDIFFSTORE c a no b",
            "SINTERSTORE c no a",
            "SMOVE a b 1",
            "SMOVE no b 1",
            "SRANDMEMBER b 10",
            "SRANDMEMBER no",
            "SSCAN b 0",
            "SSCAN no 0",
            "SREM a 2",
            "SPOP a",
            "SPOP no 1",
            "SPOP no"
          }) {
        both.sameLine(line);
        assertEquals(keyspaceCounts(both.redis()), keyspaceCounts(both.dredis()), line);
      }
    }
  }

  private static String keyspaceCounts(RespConnection connection) throws IOException {
    String info = RespConnection.text(connection.call("INFO", "stats"));
    return info.replaceAll("(?s).*(keyspace_hits:\\d+\r\nkeyspace_misses:\\d+).*", "$1");
  }
}
