package io.dredis.server.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands on keys and databases answer what Redis answers, byte by byte, and leave the same
 * keys behind.
 */
class KeyspaceDifferentialTest {
  private static final int ROUNDS = 60;
  private static final int PIPELINES_PER_ROUND = 10;
  private static final int LONGEST_PIPELINE = 20;
  private static final long TIME_TOLERANCE = 300_000;
  private static final Set<String> UNORDERED = Set.of("keys", "scan");
  private static final Set<String> TIMES = Set.of("ttl", "pttl", "expiretime", "pexpiretime");

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomCommandsHaveTheSameRepliesAndEffects(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    String where = "backend " + backend + ", dredis.test.seed " + seed;
    System.out.println("KeyspaceDifferentialTest: " + where);
    RandomKeyCommands commands = new RandomKeyCommands(seed);
    try (ServerPair servers = start(backend);
        ReplyComparison observer = servers.connect()) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < PIPELINES_PER_ROUND; i++) {
              runPipeline(both, commands, where);
            }
            assertSameDatabases(observer, where);
          }
        }
      }
    }
  }

  @Test
  void anOptionOfExpireIsShownUpToItsFirstZeroByte() throws IOException {
    try (ServerPair servers = start("memory");
        ReplyComparison both = servers.connect()) {
      both.same("EXPIRE", "key", "100", "x\0y");
      both.same("PEXPIREAT", "key", "100", "\0");
    }
  }

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes"),
        EmbeddedDredis.start("backend", backend, "enable-debug-command", "yes"));
  }

  private static void runPipeline(ReplyComparison both, RandomKeyCommands commands, String where)
      throws IOException {
    List<String[]> requests = new ArrayList<>();
    for (int left = commands.upTo(LONGEST_PIPELINE); left > 0; left--) {
      requests.add(commands.next());
    }
    for (String[] request : requests) {
      both.redis().send(request);
      both.dredis().send(request);
    }
    for (String[] request : requests) {
      String expected = RespConnection.text(both.redis().readReply());
      String actual = RespConnection.text(both.dredis().readReply());
      assertSameReply(request, expected, actual, where);
    }
  }

  private static void assertSameReply(
      String[] request, String expected, String actual, String where) {
    String description = Arrays.toString(request) + ", " + where;
    String name = request[0].toLowerCase(Locale.ROOT);
    boolean idleTime = name.equals("object") && request[1].equalsIgnoreCase("IDLETIME");
    if (UNORDERED.contains(name)) {
      assertEquals(sorted(expected), sorted(actual), description);
    } else if (TIMES.contains(name) || idleTime) {
      assertSameTime(expected, actual, description);
    } else if (name.equals("randomkey")) {
      // Which key is chance; whether there is one is not.
      assertEquals(expected.startsWith("$-1"), actual.startsWith("$-1"), description);
      assertEquals(expected.charAt(0), actual.charAt(0), description);
    } else {
      assertEquals(expected, actual, description);
    }
  }

  /** Returns the parts of a reply without their order. */
  private static String sorted(String reply) {
    RespValue value = RespValue.parse(reply);
    return value.head() + value.text() + sorted(value.elements());
  }

  private static List<String> sorted(List<RespValue> values) {
    return values.stream()
        .map(value -> value.head() + " " + value.text() + sorted(value.elements()))
        .sorted()
        .toList();
  }

  private static void assertSameTime(String expected, String actual, String description) {
    if (expected.startsWith(":") && !expected.startsWith(":-") && actual.startsWith(":")) {
      long difference = Math.abs(integer(expected) - integer(actual));
      assertTrue(difference < TIME_TOLERANCE, description + ": " + expected + actual);
    } else {
      assertEquals(expected, actual, description);
    }
  }

  private static long integer(String reply) {
    return Long.parseLong(reply.substring(1).trim());
  }

  private static void assertSameDatabases(ReplyComparison both, String where) throws IOException {
    both.sameLine("DEBUG DIGEST");
    for (int database = 0; database < RandomKeyCommands.DATABASES; database++) {
      both.same("SELECT", Integer.toString(database));
      both.sameLine("DBSIZE");
      List<String> keys = sortedKeys(both.redis());
      assertEquals(keys, sortedKeys(both.dredis()), where);
      assertEquals(new TreeSet<>(keys), scanned(both.dredis()), where);
      for (String key : keys) {
        both.same("TYPE", key);
        both.same("OBJECT", "ENCODING", key);
        both.same("GET", key);
        both.same("EXISTS", key);
        String expected = RespConnection.text(both.redis().call("PEXPIRETIME", key));
        String actual = RespConnection.text(both.dredis().call("PEXPIRETIME", key));
        assertSameTime(expected, actual, "PEXPIRETIME " + key + ", " + where);
      }
    }
  }

  private static List<String> sortedKeys(RespConnection connection) throws IOException {
    return RespValue.parse(RespConnection.text(connection.call("KEYS", "*"))).texts().stream()
        .sorted()
        .toList();
  }

  /** Returns the keys that an iteration in small steps finds. */
  private static Set<String> scanned(RespConnection connection) throws IOException {
    Set<String> keys = new TreeSet<>();
    String cursor = "0";
    do {
      RespValue page =
          RespValue.parse(RespConnection.text(connection.call("SCAN", cursor, "COUNT", "2")));
      cursor = page.elements().get(0).text();
      keys.addAll(page.elements().get(1).texts());
    } while (!cursor.equals("0"));
    return keys;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void oddAndWrongCallsAreAnsweredAlike(int protocol) throws IOException {
    String requests =
        """
        OBJECT
        OBJECT HELP
        OBJECT HELP x
        OBJECT foo a
        OBJECT ENCODING
        OBJECT ENCODING a b
        SET five 5
        OBJECT REFCOUNT five
        SET big 10000
        OBJECT REFCOUNT big
        SET negative -1
        OBJECT REFCOUNT negative
        COPY five six
        OBJECT ENCODING six
        INCR six
        OBJECT REFCOUNT six
        SET text hello
        OBJECT REFCOUNT text
        OBJECT REFCOUNT none
        OBJECT FREQ text
        OBJECT FREQ none
        OBJECT IDLETIME text
        OBJECT IDLETIME none
        PEXPIREAT text 4102444800499
        EXPIRETIME text
        PEXPIREAT text 4102444800500
        EXPIRETIME text
        PEXPIRETIME text
        PEXPIREAT text 9223372036854775807
        EXPIRETIME text
        PEXPIRETIME text
        EXPIREAT text 9223372036854775 GT
        EXPIREAT text 9223372036854775 LT
        EXPIRETIME text
        EXPIRE text 9223372036854775
        EXPIRE text 9223372036854775807
        EXPIRE none 9223372036854775807
        EXPIRE text abc NX GT
        EXPIRE text abc
        EXPIRE text 10 NX XX
        EXPIRE text 10 GT LT
        EXPIRE text 10 XX GT LT
        EXPIRE text 10 bar NX XX
        PERSIST text
        EXPIRE text 100 GT
        EXPIRE text 100 XX
        EXPIRE text -1 GT
        EXPIRE text -1 XX
        EXISTS text
        EXPIRE text -1 LT
        EXISTS text
        RENAME none none
        RENAMENX none none
        RENAME five five
        RENAMENX five five
        COPY five five
        COPY five five DB 0
        COPY five five DB 1
        COPY five five DB 1
        COPY none none
        COPY five six DB
        COPY five six DB 16
        COPY five six DB -1
        COPY five six DB x
        COPY five six x
        MOVE five 0
        MOVE none 0
        MOVE five 16
        MOVE five x
        MOVE none 1
        MOVE five 1
        SWAPDB 0 16
        SWAPDB x 0
        SWAPDB 0 x
        SWAPDB 0 0
        SWAPDB -1 0
        SELECT 16
        SELECT x
        SELECT -1
        SELECT 99999999999
        FLUSHDB x
        FLUSHDB SYNC x
        FLUSHALL ASYNC ASYNC
        SCAN
        SCAN x
        SCAN 0 COUNT
        SCAN 0 COUNT 0
        SCAN 0 COUNT x
        SCAN 0 MATCH
        SCAN 0 TYPE
        SCAN 0 x 1
        SCAN x COUNT 0
        SCAN 0 MATCH five TYPE string COUNT 1000
        SCAN 0 MATCH five TYPE nonsense COUNT 1000
        KEYS
        KEYS five x
        RANDOMKEY x
        DBSIZE x
        TOUCH
        TOUCH five five none
        EXISTS five five none
        DEL five five none
        UNLINK five
        TTL
        TTL none
        PTTL none
        EXPIRETIME none
        PEXPIRETIME none
        """;
    try (ServerPair servers = start("memory");
        ReplyComparison both = servers.connect(protocol)) {
      for (String request : requests.lines().toList()) {
        both.sameLine(request);
      }
    }
  }

  @Test
  void keyspaceHitsAndMissesAreCountedAlike() throws IOException {
    String requests =
        """
        SET k v
        SET n 5
        CONFIG RESETSTAT
        EXISTS k none k
        TOUCH k none
        TYPE k
        TYPE none
        TTL k
        TTL none
        PTTL k
        EXPIRETIME k
        PEXPIRETIME none
        OBJECT ENCODING k
        OBJECT ENCODING none
        OBJECT FREQ k
        OBJECT FREQ none
        OBJECT IDLETIME k
        OBJECT REFCOUNT n
        OBJECT REFCOUNT none
        EXPIRE k 1000
        EXPIRE none 1000
        EXPIRE k 1000 NX
        PERSIST k
        PERSIST none
        RENAME none k
        RENAME k l
        RENAMENX l n
        RENAMENX l k
        COPY k l
        COPY k l
        COPY k l REPLACE
        COPY none l
        COPY k l DB 1
        MOVE k 1
        MOVE none 1
        RANDOMKEY
        KEYS *
        SCAN 0 COUNT 1000
        SCAN 0 COUNT 1000 TYPE string
        SCAN 0 COUNT 1000 TYPE list
        SCAN 0 COUNT 1000 MATCH k TYPE string
        SCAN 0 COUNT 1000 TYPE nonsense
        DBSIZE
        SWAPDB 0 1
        DEL k
        DEL k
        UNLINK l none
        FLUSHDB
        RANDOMKEY
        FLUSHALL
        """;
    try (ServerPair servers = start("memory");
        ReplyComparison both = servers.connect(2)) {
      for (String request : requests.lines().toList()) {
        both.redis().call(request.split(" "));
        both.dredis().call(request.split(" "));
        assertEquals(counts(both.redis()), counts(both.dredis()), request);
      }
    }
  }

  private static String counts(RespConnection connection) throws IOException {
    String info = RespConnection.text(connection.call("INFO", "stats"));
    return info.replaceAll("(?s).*(keyspace_hits:\\d+\r\nkeyspace_misses:\\d+).*", "$1");
  }
}
