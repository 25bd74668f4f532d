package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.RdbType;
import io.dredis.rdb.RdbWriter;
import io.dredis.rdb.ReadOptions;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.DredisServer;
import io.dredis.server.InitialData;
import io.dredis.server.config.Configuration;
import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisFiles;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that begin with the keys of an RDB file. */
class RdbSeedTest {
  private static final String[] REDIS = {"--enable-debug-command", "yes"};

  @TempDir private Path directory;

  /** Writes something into a file. */
  private interface Content {
    void write(RdbWriter file) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aFileOfRedisIsLoadedAsItIs(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("RdbSeedTest: dredis.test.seed " + seed);
    RedisServerProcess redis = RedisServerProcess.start(REDIS);
    try (RespConnection client = redis.connect()) {
      RedisFiles.fill(client, new Random(seed));
      client.call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
      client.call("SET", "gone", "value", "PX", "1");
      client.call("RPUSH", "gone list", "a", "b");
      client.call("PEXPIRE", "gone list", "1");
      Path file = RedisFiles.save(client, directory.resolve("dump.rdb"));
      Thread.sleep(5);
      client.call("EXISTS", "gone", "gone list");
      RdbSeed rdb = RdbSeed.open(file, ReadOptions.DEFAULTS, LoadProgress.UNSEEN);
      DredisInProcess dredis =
          DredisInProcess.startWith(
              new InitialData(false, rdb), "--backend", backend, "--enable-debug-command", "yes");
      try (ServerPair servers = ServerPair.of(redis, dredis);
          ReplyComparison both = servers.connect()) {
        both.sameLines("DBSIZE", "DEBUG DIGEST", "EXISTS gone", "TTL s:int");
        both.sameLines("SELECT 15", "DBSIZE", "DEBUG DIGEST-VALUE s:long ZADD20000 HSET3000");
        both.sameLines("SELECT 1", "DBSIZE");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void aFileThatIsRefusedChangesNothing(String backend) throws Exception {
    assertEquals("+OK\r\n", reply(backend, InitialData.AS_STORED, "SET", "key", "value"));
    String before = reply(backend, InitialData.AS_STORED, "DEBUG", "DIGEST");
    Path good = write("good", RdbSeedTest::manyKeys);
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    bytes[bytes.length - 1] ^= 1;
    Path flipped = Files.write(directory.resolve("flipped"), bytes);
    Path twice = write("twice", RdbSeedTest::keyTwice);
    assertRefused(backend, false, good, "good: not loaded, because there are 1 keys already");
    assertRefused(backend, true, cut, "cut: unexpected end (at offset ");
    assertRefused(backend, true, flipped, "flipped: the checksum is ");
    assertRefused(backend, true, twice, "twice: key 'k' of database 0 comes twice");
    assertRefused(
        backend,
        true,
        write("members", RdbSeedTest::sameMemberTwice),
        "members: in key 's' of database 0 a field or member comes twice (at offset ");
    assertRefused(
        backend,
        true,
        write("databases", file -> file.selectDatabase(16)),
        "databases: there are keys for database 16, but only 16 databases; see --databases (at");
    assertEquals(before, reply(backend, InitialData.AS_STORED, "DEBUG", "DIGEST"));
    assertEquals("$5\r\nvalue\r\n", reply(backend, InitialData.AS_STORED, "GET", "key"));
    assertEquals(":50001\r\n", reply(backend, seeded(true, good), "DBSIZE"));
    assertEquals("$-1\r\n", reply(backend, InitialData.AS_STORED, "GET", "key"));
    assertEquals(":50001\r\n", reply(backend, InitialData.AS_STORED, "DBSIZE"));
  }

  @Test
  void whatCannotBeOpenedIsNamed() {
    assertOpens("missing: no such file", directory.resolve("missing"));
    assertOpens("is a directory", directory);
  }

  @Test
  void unsupportedTypesAreRefusedOrSkipped() throws Exception {
    try (RedisServerProcess redis = RedisServerProcess.start(REDIS);
        RespConnection client = redis.connect()) {
      client.call("SET", "before", "1");
      client.call("XADD", "events", "*", "field", "value");
      client.call("XADD", "more", "*", "field", "value");
      client.call("RPUSH", "after", "1", "2");
      client.call("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', print)");
      Path file = RedisFiles.save(client, directory.resolve("dump.rdb"));
      RdbLoadException refused =
          assertThrows(
              RdbLoadException.class, () -> reply("leveldb", seeded(false, file), "DBSIZE"));
      assertTrue(
          refused
              .getMessage()
              .matches(".*: key '(events|more)' is a stream, which is not supported \\(at .*\\)"),
          refused.getMessage());
      assertEquals(":0\r\n", reply("leveldb", InitialData.AS_STORED, "DBSIZE"));
      RdbSeed skipping =
          RdbSeed.open(file, ReadOptions.DEFAULTS.withSkipUnsupported(true), LoadProgress.UNSEEN);
      InitialData data = new InitialData(false, skipping);
      assertEquals(":2\r\n", reply("leveldb", data, "EXISTS", "before", "after", "events", "more"));
    }
  }

  private static void manyKeys(RdbWriter file) throws IOException {
    for (int i = 0; i < 50_000; i++) {
      string(file, "some key with a long name:" + i);
    }
    file.selectDatabase(1);
    string(file, "other");
    file.selectDatabase(0);
    string(file, "last");
  }

  private static void keyTwice(RdbWriter file) throws IOException {
    string(file, "k");
    manyKeys(file);
    string(file, "k");
  }

  private static void string(RdbWriter file, String key) throws IOException {
    file.beginKey(RespConnection.bytes(key), KeyAttributes.EMPTY);
    file.string(RespConnection.bytes("value"));
  }

  private static void sameMemberTwice(RdbWriter file) throws IOException {
    file.beginKey(RespConnection.bytes("s"), KeyAttributes.EMPTY);
    file.beginValue(RdbType.SET, 2);
    file.element(RespConnection.bytes("member"));
    file.element(RespConnection.bytes("member"));
    file.endValue();
  }

  private Path write(String name, Content content) throws IOException {
    Path path = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(path)) {
      RdbWriter file = new RdbWriter(out, WriteOptions.DEFAULTS);
      file.start(7);
      file.selectDatabase(0);
      content.write(file);
      file.end(0);
    }
    return path;
  }

  private static InitialData seeded(boolean flushAll, Path file) throws IOException {
    RdbSeed rdb = RdbSeed.open(file, ReadOptions.DEFAULTS, LoadProgress.UNSEEN);
    return new InitialData(flushAll, rdb);
  }

  private static void assertOpens(String expected, Path file) {
    String message = assertThrows(RdbLoadException.class, () -> seeded(false, file)).getMessage();
    assertTrue(message.contains(expected), message);
  }

  private void assertRefused(String backend, boolean flushAll, Path file, String expected) {
    String message =
        assertThrows(RdbLoadException.class, () -> reply(backend, seeded(flushAll, file), "DBSIZE"))
            .getMessage();
    assertTrue(message.startsWith(directory + "/" + expected), message);
  }

  /** Starts a server on the data in the directory, asks it, and ends it. */
  private String reply(String backend, InitialData data, String... request) throws Exception {
    Configuration configuration = new Configuration();
    configuration.preset("port", "0");
    configuration.preset("backend", backend);
    configuration.preset("enable-debug-command", "yes");
    configuration.noteDirectory(directory.resolve("data").toString());
    DredisServer server = start(configuration, data);
    try (RespConnection client = new RespConnection(configuration.port())) {
      return RespConnection.text(client.call(request));
    } finally {
      server.close();
    }
  }

  private static DredisServer start(Configuration configuration, InitialData data)
      throws IOException {
    try {
      return DredisServer.start(configuration, data, () -> {});
    } finally {
      if (data.rdbOrNull() != null) {
        data.rdbOrNull().close();
      }
    }
  }
}
