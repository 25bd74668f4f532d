package io.dredis.server.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The family's replies against those of a real Redis. */
class ServerDifferentialTest {
  private static ServerPair servers;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("redis.conf"), List.of("enable-debug-command local"));
    servers =
        ServerPair.of(
            RedisServerProcess.start("--enable-debug-command", "local", "--appendonly", "yes"),
            DredisProcess.start("--config", file.toString()));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void configAnswersAsRedis(int protocol) throws IOException {
    String requests =
        """
        CONFIG
        CONFIG foo
        CONFIG GET
        CONFIG SET
        CONFIG SET foo
        CONFIG SET foo bar
        CONFIG SET foo bar baz qux
        CONFIG SET timeout 5 foo bar
        CONFIG SET timeout 5 timeout 6
        CONFIG SET timeout 5 TIMEOUT 6
        CONFIG SET timeout abc
        CONFIG SET TIMEOUT abc
        CONFIG SET timeout -1
        CONFIG SET timeout 99999999999
        CONFIG SET timeout 05
        CONFIG SET databases 4
        CONFIG SET DATABASES 4
        CONFIG SET databases 4 foo bar
        CONFIG SET foo bar databases 4
        CONFIG SET maxmemory 1xb
        CONFIG SET maxmemory -1
        CONFIG SET appendonly maybe
        CONFIG SET loglevel foo
        CONFIG SET maxmemory-policy foo
        CONFIG SET sanitize-dump-payload foo
        CONFIG SET sanitize-dump-payload YES
        CONFIG SET dir /tmp
        CONFIG SET slaveof x
        CONFIG GET timeout
        CONFIG GET TIMEOUT
        CONFIG GET timeout TIMEOUT tim*
        CONFIG GET TIM*
        CONFIG GET nosuch
        CONFIG GET a[b
        CONFIG GET save
        CONFIG GET appendonly
        CONFIG GET requirepass
        CONFIG HELP
        CONFIG HELP x
        CONFIG REWRITE x
        CONFIG SET hz 1000
        CONFIG GET hz
        CONFIG SET hz 0
        CONFIG GET hz
        CONFIG SET hz -1
        CONFIG SET hz 10
        CONFIG SET enable-debug-command no
        CONFIG SET enable-protected-configs yes
        CONFIG SET tcp-backlog 5
        CONFIG SET logfile /x
        CONFIG SET proto-max-bulk-len 1
        CONFIG SET proto-max-bulk-len kb
        CONFIG SET proto-max-bulk-len 2mb
        CONFIG GET proto-max-bulk-len
        CONFIG SET proto-max-bulk-len 512mb
        CONFIG SET protected-mode 1
        CONFIG SET client-query-buffer-limit 1
        CONFIG SET maxclients 0
        CONFIG SET appendfsync foo
        CONFIG SET timeout 1 appendfsync foo
        CONFIG GET timeout
        CONFIG SET a b c
        CONFIG SET timeout 1 hz
        CONFIG SET appendonly yes appendfsync ALWAYS
        CONFIG GET appendfsync
        CONFIG SET appendfsync everysec
        CONFIG RESETSTAT x
        CONFIG RESETSTAT
        """;
    try (ReplyComparison both = servers.connect(protocol)) {
      sameLines(both, requests);
    }
  }

  @Test
  void bufferLimitsAreReadAsRedisReadsThem() throws IOException {
    String[] limits = {
      "foo 1 2 3",
      "normal 1 2",
      "normal 1mb 2kb x",
      "normal 1 2 -3",
      "normal  1 2 3",
      " ",
      "",
      "normal 1mb 2kb 3 slave 1 2 3",
      "normal 0 0 0 replica 256mb 64mb 60"
    };
    try (ReplyComparison both = servers.connect(2)) {
      for (String limit : limits) {
        both.same("CONFIG", "SET", "client-output-buffer-limit", limit);
        both.same("CONFIG", "GET", "client-output-buffer-limit");
      }
      both.same("CONFIG", "SET", "timeout", " 5");
      both.same("CONFIG", "SET", "timeout", "");
      both.same("CONFIG", "SET", "loglevel", "");
      both.same("CONFIG", "SET", "proto-max-bulk-len", "");
      both.same("CONFIG", "SET", "save", "", "maxmemory", "0", "requirepass", "");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void debugAnswersAsRedis(int protocol) throws IOException {
    String requests =
        """
        DEBUG
        DEBUG foo
        DEBUG sleep
        DEBUG sleep 0
        DEBUG sleep x
        DEBUG sleep 0.01 3
        DEBUG set-active-expire x
        DEBUG set-active-expire 1
        DEBUG set-active-expire
        DEBUG object
        DEBUG object nokey
        DEBUG object nokey x
        DEBUG populate
        DEBUG populate x
        DEBUG populate -1
        DEBUG populate 0
        DEBUG populate 2
        DEBUG populate 1 foo 10
        DEBUG populate 1 bar 2
        DEBUG populate 1 a b
        DEBUG populate 1 a b c d
        GET key:1
        GET foo:0
        GET bar:0
        DEBUG digest
        DEBUG digest x
        DEBUG digest-value
        DEBUG digest-value key:0 foo:0 nokey
        DEBUG protocol
        DEBUG protocol foo
        DEBUG protocol a b
        DEBUG protocol string
        DEBUG protocol integer
        DEBUG protocol double
        DEBUG protocol null
        DEBUG protocol array
        DEBUG protocol set
        DEBUG protocol map
        DEBUG protocol attrib
        DEBUG protocol verbatim
        DEBUG protocol true
        DEBUG protocol false
        DEBUG protocol bignum
        DEBUG reload
        DEBUG reload foo
        DEBUG reload merge
        DEBUG loadaof
        DEBUG loadaof x
        DEBUG quicklist-packed-threshold
        DEBUG quicklist-packed-threshold x
        DEBUG quicklist-packed-threshold -1
        DEBUG quicklist-packed-threshold 4096mb
        DEBUG quicklist-packed-threshold 4095mb
        DEBUG quicklist-packed-threshold 4095m
        DEBUG quicklist-packed-threshold 10 b
        DEBUG quicklist-packed-threshold 10b
        DEBUG quicklist-packed-threshold 0
        DEBUG set-disable-deny-scripts
        DEBUG set-disable-deny-scripts 0 1
        DEBUG error CODE
        DEBUG error
        DEBUG log text
        DEBUG log
        """;
    try (ReplyComparison both = servers.connect(protocol)) {
      sameLines(both, requests);
      both.same("DEBUG", "x".repeat(200));
      both.same("DEBUG", "x\0y");
      both.same("DEBUG", "PROTOCOL", "push");
      if (protocol == 3) {
        both.sameReply("behind the pushed message");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void scriptsMayCallWhatTheyMayNotOnlyWhileDebugSaysSo(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      List<String> scripts =
          List.of(
              "return redis.call('debug', 'protocol', 'bignum')",
              "redis.setresp(3) return redis.call('debug', 'protocol', 'map')",
              "redis.setresp(3) return redis.call('debug', 'protocol', 'verbatim')",
              "redis.setresp(3) return redis.call('debug', 'protocol', 'attrib')",
              "return redis.call('debug', 'protocol', 'attrib')",
              "return redis.call('config', 'get', 'databases')",
              "return redis.call('config', 'set', 'databases', 1)",
              "return redis.call('client', 'nosuch')");
      both.sameLine("DEBUG set-disable-deny-scripts 1");
      for (String script : scripts) {
        both.same("EVAL", script, "0");
      }
      both.sameLine("DEBUG set-disable-deny-scripts 0");
      for (String script : scripts) {
        both.same("EVAL", script, "0");
      }
    }
  }

  @Test
  void debugLooksAtWhatIsStoredThoughItsTimeHasCome() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      both.sameLines("DEBUG set-active-expire 0", "SET gone x PX 1", "DEBUG sleep 0.01");
      for (RespConnection server : List.of(both.redis(), both.dredis())) {
        String reply = RespConnection.text(server.call("DEBUG", "OBJECT", "gone"));
        assertTrue(reply.startsWith("+Value at:"), reply);
      }
      both.sameLines("GET gone", "DEBUG object gone", "DEBUG set-active-expire 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eval", "multi", "exec", "fcall", "function", "watch", "script"})
  void noScriptBeginsAnotherOrATransaction(String command) throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      RespConnection dredis = both.dredis();
      dredis.call("DEBUG", "set-disable-deny-scripts", "1");
      for (String arguments : List.of("", ", 'kill'", ", 'return 1', 0")) {
        String reply =
            RespConnection.text(
                dredis.call("EVAL", "return redis.call('" + command + "'" + arguments + ")", "0"));
        assertTrue(
            reply.startsWith("-ERR This Redis command is not allowed")
                || reply.startsWith("-ERR Wrong number of args")
                || reply.startsWith("-ERR Unknown Redis command"),
            reply);
      }
      dredis.call("DEBUG", "set-disable-deny-scripts", "0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theRestAnswersAsRedis(int protocol) throws IOException {
    String requests =
        """
        TIME x
        SHUTDOWN foo
        SHUTDOWN abort
        SHUTDOWN save nosave
        SHUTDOWN abort now
        SHUTDOWN a b c d e f
        LOLWUT
        LOLWUT version
        LOLWUT version x
        LOLWUT version 99
        LOLWUT 1 2
        INFO foo
        INFO cluster
        INFO modules
        INFO CLUSTER Modules
        """;
    try (ReplyComparison both = servers.connect(protocol)) {
      sameLines(both, requests);
    }
  }

  @Test
  void theDigestOfTheSameStringsIsTheSame() throws IOException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    try (ReplyComparison both = servers.connect(2)) {
      for (int i = 0; i < 300; i++) {
        both.same("SELECT", Integer.toString(random.nextInt(4) * 5));
        byte[] value =
            new byte[random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(60)];
        random.nextBytes(value);
        byte[] key = RespConnection.bytes("key:" + random.nextInt(200));
        both.same(RespConnection.bytes("SET"), key, value);
        if (random.nextInt(3) == 0) {
          both.same(RespConnection.bytes("EXPIREAT"), key, RespConnection.bytes("4000000000"));
        }
        both.same(RespConnection.bytes("DEBUG"), RespConnection.bytes("DIGEST-VALUE"), key);
      }
      both.same("SET", "number", "12345");
      String before = both.same("DEBUG", "DIGEST");
      both.same("DEBUG", "RELOAD");
      assertEquals(before, both.same("DEBUG", "DIGEST"), "seed " + seed);
    }
  }

  @Test
  void everySectionAndFieldOfInfoIsOneOfRedisOrOurOwn() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      both.same("SET", "key", "value");
      both.same("EXPIREAT", "key", "4000000000");
      Map<String, Set<String>> redis = info(both.redis());
      Map<String, Set<String>> dredis = info(both.dredis());
      assertEquals(
          Set.of(
              "backend",
              "directory",
              "store_size",
              "store_size_human",
              "fsync",
              "readonly",
              "heap_max",
              "heap_max_human",
              "java_version"),
          dredis.remove("Dredis"));
      assertTrue(dredis.get("Server").remove("dredis_version"));
      assertEquals(Set.of("Latencystats"), difference(redis.keySet(), dredis.keySet()));
      dredis.remove("Commandstats");
      dredis.forEach(
          (section, fields) ->
              assertEquals(Set.of(), difference(fields, redis.get(section)), section));
      // Sections that are whole.
      for (String section : List.of("Clients", "Replication", "Modules", "Cluster", "Keyspace")) {
        assertEquals(redis.get(section), dredis.get(section), section);
      }
    }
  }

  @Test
  void infoShowsNoCommandStatisticsUnlessAsked() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      String defaults = RespConnection.text(both.dredis().call("INFO"));
      assertTrue(!defaults.contains("# Commandstats") && defaults.contains("# Keyspace"), defaults);
      String stats = RespConnection.text(both.dredis().call("INFO", "commandstats"));
      assertTrue(
          stats.matches(
              "(?s).*cmdstat_info:calls=\\d+,usec=\\d+,usec_per_call=\\d+\\.\\d\\d,rejected_calls=0,failed_calls=0\r\n"
                  + ".*"),
          stats);
    }
  }

  private static void sameLines(ReplyComparison both, String requests) throws IOException {
    for (String request : requests.lines().toList()) {
      both.sameLine(request);
    }
  }

  private static Set<String> difference(Set<String> all, Set<String> without) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(without);
    return left;
  }

  /** Returns the names of the fields by section. */
  private static Map<String, Set<String>> info(RespConnection connection) throws IOException {
    Map<String, Set<String>> sections = new TreeMap<>();
    Set<String> fields = new TreeSet<>();
    for (String line :
        RespConnection.text(connection.call("INFO", "everything")).lines().toList()) {
      if (line.startsWith("# ")) {
        fields = new TreeSet<>();
        sections.put(line.substring(2), fields);
      } else if (line.contains(":")) {
        fields.add(line.substring(0, line.indexOf(':')));
      }
    }
    return sections;
  }
}
