package io.dredis.server.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hash commands answer what Redis answers and leave the same hashes behind: byte by byte, but
 * for the order of fields where Redis has them in a hash table.
 */
class HashesDifferentialTest {
  /** {@code hash-max-listpack-entries} and {@code -value}, so that hashes are packed or not. */
  private static final String[][] LIMITS = {{"512", "64"}, {"0", "64"}, {"6", "8"}};

  private static final int BATCHES = 5;
  private static final int CALLS_PER_BATCH = 60;
  private static final int MANY_FIELDS = 3000;

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes", "--rdbcompression", "no"),
        DredisInProcess.start("--backend", backend, "--enable-debug-command", "yes"));
  }

  private static void limit(ReplyComparison both, String entries, String value) throws IOException {
    both.same("CONFIG", "SET", "hash-max-listpack-entries", entries);
    both.same("CONFIG", "SET", "hash-max-ziplist-value", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomCommandsHaveTheSameRepliesAndEffects(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("HashesDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String[] limits : LIMITS) {
          try (ReplyComparison both = servers.connect(protocol)) {
            limit(both, limits[0], limits[1]);
            both.sameLine("SET string value");
            RandomHashCommands commands = new RandomHashCommands(seed + protocol, 40);
            for (int batch = 0; batch < BATCHES; batch++) {
              for (int call = 0; call < CALLS_PER_BATCH; call++) {
                sameButForOrder(both, commands.next());
              }
              assertSameHashes(both);
            }
          }
        }
      }
    }
  }

  private static void assertSameHashes(ReplyComparison both) throws IOException {
    for (String key : RandomHashCommands.KEYS) {
      both.same("OBJECT", "ENCODING", key);
      both.same("HLEN", key);
      both.same("DEBUG", "DIGEST-VALUE", key);
      both.same("EXISTS", key);
      sameButForOrder(both, "HGETALL", key);
      assertEquals(serializedLength(both.redis(), key), serializedLength(both.dredis(), key), key);
      if (!key.equals("string")) {
        assertEquals(scan(both.redis(), key, "7"), scan(both.dredis(), key, "7"));
        assertEquals(
            scan(both.redis(), key, "3", "MATCH", "f1*"),
            scan(both.dredis(), key, "3", "MATCH", "f1*"));
        assertSamePicks(both, key);
      }
    }
    both.sameLine("DEBUG DIGEST");
    both.sameLine("DBSIZE");
  }

  private static String serializedLength(RespConnection connection, String key) throws IOException {
    String reply = text(connection.call("DEBUG", "OBJECT", key));
    return reply.replaceAll("(?s).*(encoding:\\w+ serializedlength:\\d+).*", "$1");
  }

  /** Compares random picks by what can be said of them: how many, of which fields, how written. */
  private static void assertSamePicks(ReplyComparison both, String key) throws IOException {
    Map<String, String> hash =
        pairs(RespValue.parse(text(both.redis().call("HGETALL", key))).texts());
    for (String count : List.of("0", "1", "2", "5", "17", "100000", "-1", "-9", "-2000")) {
      for (boolean withValues : new boolean[] {false, true}) {
        RespConnection[] servers = {both.redis(), both.dredis()};
        String[] heads = new String[2];
        for (int i = 0; i < 2; i++) {
          RespValue reply =
              RespValue.parse(
                  text(
                      withValues
                          ? servers[i].call("HRANDFIELD", key, count, "WITHVALUES")
                          : servers[i].call("HRANDFIELD", key, count)));
          heads[i] = reply.head();
          assertPicked(hash, flat(reply), withValues, !count.startsWith("-"));
        }
        assertEquals(heads[0], heads[1], "HRANDFIELD " + key + " " + count);
      }
    }
    String one = RespValue.parse(text(both.dredis().call("HRANDFIELD", key))).text();
    assertTrue(hash.isEmpty() || hash.containsKey(one), one);
  }

  private static List<String> flat(RespValue reply) {
    List<String> flat = new ArrayList<>();
    for (RespValue element : reply.elements()) {
      if (element.elements().isEmpty()) {
        flat.add(element.text());
      } else {
        flat.addAll(element.texts());
      }
    }
    return flat;
  }

  private static void assertPicked(
      Map<String, String> hash, List<String> picked, boolean withValues, boolean different) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < picked.size(); i += withValues ? 2 : 1) {
      assertTrue(hash.containsKey(picked.get(i)));
      assertTrue(seen.add(picked.get(i)) || !different, "picked twice");
      if (withValues) {
        assertEquals(hash.get(picked.get(i)), picked.get(i + 1));
      }
    }
  }

  /** Iterates over a whole hash. */
  private static Map<String, String> scan(
      RespConnection connection, String key, String count, String... options) throws IOException {
    Map<String, String> found = new TreeMap<>();
    String cursor = "0";
    do {
      List<String> request = new ArrayList<>(List.of("HSCAN", key, cursor, "COUNT", count));
      request.addAll(List.of(options));
      RespValue page = RespValue.parse(text(connection.call(request.toArray(String[]::new))));
      assertEquals("*2", page.head());
      cursor = page.elements().get(0).text();
      found.putAll(pairs(page.elements().get(1).texts()));
    } while (!cursor.equals("0"));
    return found;
  }

  private static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new TreeMap<>();
    for (int i = 0; i < texts.size(); i += 2) {
      pairs.put(texts.get(i), texts.get(i + 1));
    }
    return pairs;
  }

  private static String text(byte[] reply) {
    return RespConnection.text(reply);
  }

  /** Compares a reply; that of a whole hash table without regard to the order of its fields. */
  private static void sameButForOrder(ReplyComparison both, String... request) throws IOException {
    String name = request[0].toUpperCase(Locale.ROOT);
    boolean whole = name.equals("HGETALL") || name.equals("HKEYS") || name.equals("HVALS");
    boolean listpack =
        request.length > 1
            && text(both.redis().call("OBJECT", "ENCODING", request[1])).contains("listpack");
    if (!whole || listpack) {
      both.same(request);
      return;
    }
    assertEquals(
        ordered(name, text(both.redis().call(request))),
        ordered(name, text(both.dredis().call(request))),
        String.join(" ", request));
  }

  private static String ordered(String name, String reply) {
    RespValue value = RespValue.parse(reply);
    if (value.elements().isEmpty()) {
      return reply;
    }
    return value.head()
        + (name.equals("HGETALL")
            ? pairs(value.texts())
            : value.texts().stream().sorted().toList().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void errorsAndOddCallsAreAnsweredAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String entries : new String[] {"512", "0"}) {
          try (ReplyComparison both = servers.connect(protocol)) {
            limit(both, entries, "64");
            both.sameLines("SET string value", "HSET one f v", "HSET n i 5 t text x 9");
            both.sameLines(ODD_CALLS);
          }
        }
      }
    }
  }

  private static final String[] ODD_CALLS = {
    "HSET one f",
    "HSET one f v g",
    "HMSET one f",
    "HMSET one f v g",
    "HSET string f v",
    "HSET string f",
    "HSETNX string f v",
    "HGET string f",
    "HMGET string f",
    "HMGET missing f g",
    "HGETALL string",
    "HGETALL missing",
    "HKEYS missing",
    "HKEYS string",
    "HVALS missing",
    "HVALS string",
    "HLEN missing",
    "HLEN string",
    "HSTRLEN missing f",
    "HSTRLEN one missing",
    "HSTRLEN string f",
    "HEXISTS missing f",
    "HEXISTS string f",
    "HDEL missing f",
    "HDEL string f",
    "HDEL one missing missing",
    "HINCRBY n t 1",
    "HINCRBY n i 9223372036854775807",
    "HINCRBY n i 1.0",
    "HINCRBY string f x",
    "HINCRBY string f 1",
    "HINCRBY new f x",
    "EXISTS new",
    "HINCRBYFLOAT n t 1",
    "HINCRBYFLOAT n i x",
    "HINCRBYFLOAT n i inf",
    "HINCRBYFLOAT n i nan",
    "HINCRBYFLOAT string f x",
    "HINCRBYFLOAT string f 1",
    "HINCRBYFLOAT new f inf",
    "EXISTS new",
    "HINCRBYFLOAT n big 1e4932",
    "HINCRBYFLOAT n big 1e4931",
    "HSCAN one x",
    "HSCAN missing x",
    "HSCAN string 0",
    "HSCAN string x",
    "HSCAN string 0 JUNK",
    "HSCAN missing 0 JUNK",
    "HSCAN missing 17",
    "HSCAN one 0 JUNK",
    "HSCAN one 0 COUNT 0",
    "HSCAN one 0 COUNT -1",
    "HSCAN one 0 COUNT x",
    "HSCAN one 0 COUNT",
    "HSCAN one 0 MATCH",
    "HSCAN one 0 TYPE hash",
    "HSCAN one 0 NOVALUES",
    "HSCAN one 0",
    "HSCAN one 0 MATCH g*",
    "HSCAN one 0 MATCH f* COUNT 5 MATCH *",
    "HRANDFIELD missing",
    "HRANDFIELD string",
    "HRANDFIELD one",
    "HRANDFIELD one 0",
    "HRANDFIELD one 0 WITHVALUES",
    "HRANDFIELD one 3",
    "HRANDFIELD one -3",
    "HRANDFIELD one 3 withvalues",
    "HRANDFIELD one -3 WITHVALUES",
    "HRANDFIELD one x",
    "HRANDFIELD one 1 JUNK",
    "HRANDFIELD one 1 WITHVALUES JUNK",
    "HRANDFIELD string x",
    "HRANDFIELD string 1",
    "HRANDFIELD string 1 JUNK",
    "HRANDFIELD missing 1",
    "HRANDFIELD missing -1 WITHVALUES",
    "HRANDFIELD missing -9223372036854775807",
    "HRANDFIELD one -9223372036854775808",
    "HRANDFIELD one 9223372036854775807",
    "HRANDFIELD one 9223372036854775807 WITHVALUES",
    "HRANDFIELD one 4611686018427387903 WITHVALUES",
    "HRANDFIELD one 4611686018427387904 WITHVALUES",
    "HRANDFIELD missing -4611686018427387904 WITHVALUES",
    "HRANDFIELD missing -4611686018427387903 WITHVALUES",
    "TYPE one",
    "OBJECT ENCODING one",
    "OBJECT REFCOUNT one",
    "MOVE one 3",
    "EXISTS one",
    "SELECT 3",
    "HGETALL one",
    "SCAN 0 TYPE hash",
    "SCAN 0 TYPE string",
    "COPY one two",
    "COPY one string DB 0",
    "COPY one string DB 0 REPLACE",
    "HSET two f changed",
    "HGETALL one",
    "RENAME two one",
    "HGETALL one",
    "GETSET one v",
    "SELECT 0",
    "HGETALL string",
    "SET string v",
    "GET string",
    "GET n",
    "APPEND n v",
    "INCR n",
    "HDEL string f",
    "HDEL n i t x big",
    "EXISTS n"
  };

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aLargeHashIsWrittenWholeWhateverHappensToItMeanwhile(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          fill(both);
          String[] lines = {
            "HGETALL h",
            "HDEL h f1 f2 f3",
            "HKEYS h",
            "HSET h f1 new",
            "HVALS h",
            "HRANDFIELD h 100000 WITHVALUES",
            "DEL h",
            "HGETALL h"
          };
          both.sendRaw(RespConnection.bytes(String.join("\r\n", lines) + "\r\n"));
          for (String line : lines) {
            String name = line.contains("WITHVALUES") && protocol == 2 ? "HGETALL" : line;
            name = name.split(" ", -1)[0];
            String expected = ordered(name, text(both.redis().readReply()));
            assertEquals(expected, ordered(name, text(both.dredis().readReply())), line);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void longValuesAreReadFromASnapshot(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      List<String> fields = new ArrayList<>(List.of("HMGET", "h"));
      for (int i = 0; i < 100; i++) {
        both.same("HSET", "h", "f" + i, "long".repeat(5000) + i);
        fields.add("f" + i);
        fields.add("missing" + i);
      }
      both.same(fields.toArray(String[]::new));
      both.sameLine("HSTRLEN h f99");
      both.sameLine("HGET h f99");
      sameButForOrder(both, "HGETALL", "h");
    }
  }

  private static void fill(ReplyComparison both) throws IOException {
    for (int i = 0; i < MANY_FIELDS; i += 100) {
      List<String> request = new ArrayList<>(List.of("HSET", "h"));
      for (int j = i; j < i + 100; j++) {
        request.add("f" + j);
        request.add("value " + j);
      }
      both.same(request.toArray(String[]::new));
    }
    assertSamePicks(both, "h");
    assertEquals(scan(both.redis(), "h", "100"), scan(both.dredis(), "h", "100"));
  }
}
