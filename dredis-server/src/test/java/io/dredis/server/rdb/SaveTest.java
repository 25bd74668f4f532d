package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.RdbReader;
import io.dredis.rdb.RdbType;
import io.dredis.rdb.RdbVisitor;
import io.dredis.rdb.ReadOptions;
import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saves of a running server: what is in the file, and what happens to it. */
@Timeout(120)
class SaveTest {
  private static final String FILE = "dump.rdb";
  private static final int SAVES = 8;

  private static DredisInProcess start(String backend, String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "--backend";
    all[options.length + 1] = backend;
    all[options.length + 2] = "--enable-debug-command";
    all[options.length + 3] = "yes";
    return DredisInProcess.start(all);
  }

  private static String call(RespConnection client, String line) throws IOException {
    return RespConnection.text(client.call(line.split(" ", -1)));
  }

  private static String info(RespConnection client, String field) throws IOException {
    Matcher found =
        Pattern.compile("\r\n" + field + ":(.*)\r\n").matcher(call(client, "INFO persistence"));
    assertTrue(found.find(), field);
    return found.group(1);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.sleep(5);
    }
  }

  private static void awaitBackground(RespConnection client) throws Exception {
    await(() -> info(client, "rdb_bgsave_in_progress").equals("0"));
  }

  private static void fill(RespConnection client) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("SaveTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    for (int database : new int[] {0, 3, 15}) {
      call(client, "SELECT " + database);
      for (String command : new String[] {"RPUSH", "SADD", "HSET", "ZADD"}) {
        for (int size : new int[] {1, 20, 700, 5000}) {
          StringBuilder line = new StringBuilder(command + " " + command + size);
          for (int i = 0; i < size; i++) {
            line.append(command.equals("ZADD") ? " " + random.nextGaussian() : "")
                .append(random.nextBoolean() ? " element:" : " ")
                .append(i)
                .append(command.equals("HSET") ? " " + random.nextInt() : "");
          }
          call(client, line.toString());
        }
      }
      for (int i = 0; i < 100; i++) {
        call(client, "SET string" + i + " " + "ab".repeat(random.nextInt(200)));
      }
      call(client, "SADD integers 1 -2 70000 5000000000");
      call(client, "SET long " + "compressible".repeat(20_000));
      call(client, "SET stays value PXAT 33000000000000");
      call(client, "SET short value PX 1");
    }
    // Found by reading it: the key is over when it is not there any more.
    while (!call(client, "GET short").equals("$-1\r\n")) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @CsvSource({"leveldb, 7", "lmdb, 10", "memory, 8"})
  void redisLoadsWhatIsSaved(String backend, String version) throws Exception {
    try (DredisInProcess dredis = start(backend, "--rdb-version", version);
        RespConnection client = dredis.connect()) {
      call(client, "DEBUG SET-ACTIVE-EXPIRE 0");
      fill(client);
      assertEquals("+OK\r\n", call(client, "SAVE"));
      try (RedisServerProcess redis =
              RedisServerProcess.start(
                  "--dir", dredis.directory().toString(), "--enable-debug-command", "yes");
          RespConnection other = redis.connect()) {
        for (int database : new int[] {0, 1, 3, 15}) {
          call(client, "SELECT " + database);
          call(other, "SELECT " + database);
          for (String key : new String[] {"stays", "short"}) {
            assertEquals(call(client, "PEXPIRETIME " + key), call(other, "PEXPIRETIME " + key));
          }
          assertEquals(
              call(client, "ZRANGE ZADD700 0 -1 WITHSCORES"),
              call(other, "ZRANGE ZADD700 0 -1 WITHSCORES"));
        }
        assertEquals(call(client, "DEBUG DIGEST"), call(other, "DEBUG DIGEST"));
      }
    }
  }

  /** Keeps the strings of a file. */
  private static final class Strings implements RdbVisitor {
    private final Map<String, String> values = new HashMap<>();
    private String key;

    static Map<String, String> of(Path file) throws IOException {
      Strings strings = new Strings();
      try (InputStream in = Files.newInputStream(file)) {
        new RdbReader(in, ReadOptions.DEFAULTS).read(strings);
      }
      return strings.values;
    }

    @Override
    public void function(byte[] code) {}

    @Override
    public void selectDatabase(int database) {}

    @Override
    public void beginKey(byte[] begun, KeyAttributes attributes) {
      key = RespConnection.text(begun);
    }

    @Override
    public void skippedKey(byte[] skipped, RdbType type) {}

    @Override
    public void string(byte[] value) {
      values.put(key, RespConnection.text(value));
    }

    @Override
    public void beginValue(RdbType type, long count) {}

    @Override
    public void element(byte[] element) {}

    @Override
    public void field(byte[] field, byte[] value) {}

    @Override
    public void member(byte[] member, double score) {}

    @Override
    public void endValue() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aBackgroundSaveIsTheStateOfOneMoment(String backend) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (DredisInProcess dredis = start(backend);
        RespConnection client = dredis.connect();
        RespConnection writing = dredis.connect();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      call(client, "DEBUG POPULATE 20000 middle 100");
      call(client, "MSET a 0 middle:9999 0 z 0");
      Future<Integer> written =
          threads.submit(
              () -> {
                int i = 0;
                while (!stop.get()) {
                  i++;
                  call(writing, "MSET a " + i + " middle:9999 " + i + " z " + i);
                }
                return i;
              });
      try {
        int before = 0;
        for (int i = 0; i < SAVES; i++) {
          assertEquals("+Background saving started\r\n", call(client, "BGSAVE"));
          awaitBackground(client);
          Map<String, String> saved = Strings.of(dredis.directory().resolve(FILE));
          assertEquals(saved.get("a"), saved.get("middle:9999"));
          assertEquals(saved.get("a"), saved.get("z"));
          assertTrue(saved.size() >= 20_002, "keys: " + saved.size());
          assertTrue(Integer.parseInt(saved.get("a")) >= before, "older than the save before");
          before = Integer.parseInt(saved.get("a"));
        }
      } finally {
        stop.set(true);
      }
      assertTrue(written.get() > 0);
      assertEquals(Integer.toString(SAVES), info(client, "rdb_saves"));
      assertEquals("ok", info(client, "rdb_last_bgsave_status"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aSaveHoldsNoHalfOfATransaction(String backend) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (DredisInProcess dredis = start(backend);
        RespConnection client = dredis.connect();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      call(client, "SET large " + "x".repeat(100_000));
      call(client, "MSET account0 100 account1 100 account2 100 account3 100");
      List<Future<Integer>> transfers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        transfers.add(threads.submit(() -> transfer(dredis, stop)));
      }
      try {
        for (int i = 0; i < SAVES; i++) {
          assertEquals("+Background saving started\r\n", call(client, "BGSAVE"));
          awaitBackground(client);
          Map<String, String> saved = Strings.of(dredis.directory().resolve(FILE));
          int sum = 0;
          for (int account = 0; account < 4; account++) {
            sum += Integer.parseInt(saved.get("account" + account));
          }
          assertEquals(400, sum);
        }
      } finally {
        stop.set(true);
      }
      for (Future<Integer> made : transfers) {
        assertTrue(made.get() > 0);
      }
    }
  }

  /** Moves money between accounts, with a look at a large value half-way; returns how often. */
  private static int transfer(DredisInProcess dredis, AtomicBoolean stop) throws IOException {
    int transfers = 0;
    try (RespConnection moving = dredis.connect()) {
      while (!stop.get()) {
        String[] lines = {
          "MULTI",
          "DECRBY account" + transfers % 4 + " 7",
          "GET large",
          "INCRBY account" + (transfers + 1) % 4 + " 7",
          "EXEC"
        };
        for (String line : lines) {
          moving.send(line.split(" ", -1));
        }
        for (int i = 0; i < lines.length; i++) {
          moving.readReply();
        }
        transfers++;
      }
    }
    return transfers;
  }

  @Test
  void whatIsPipelinedBehindTheSaveIsNotInTheFile() throws Exception {
    try (DredisInProcess dredis = start("leveldb");
        RespConnection client = dredis.connect()) {
      client.send("SET", "key", "before");
      client.send("BGSAVE");
      client.send("SET", "key", "after");
      assertEquals("+OK\r\n", RespConnection.text(client.readReply()));
      assertEquals("+Background saving started\r\n", RespConnection.text(client.readReply()));
      assertEquals("+OK\r\n", RespConnection.text(client.readReply()));
      awaitBackground(client);
      assertEquals("before", Strings.of(dredis.directory().resolve(FILE)).get("key"));
      assertEquals("1", info(client, "rdb_changes_since_last_save"));
      assertEquals("+OK\r\n", call(client, "SAVE"));
      assertEquals("after", Strings.of(dredis.directory().resolve(FILE)).get("key"));
      assertEquals("0", info(client, "rdb_changes_since_last_save"));
    }
  }

  @Test
  void aSaveThatFailsLeavesTheFile() throws Exception {
    try (DredisInProcess dredis = start("memory");
        RespConnection client = dredis.connect()) {
      Path directory = dredis.directory();
      Path away = directory.resolveSibling(directory.getFileName() + "-away");
      call(client, "SET key value");
      assertEquals("+OK\r\n", call(client, "SAVE"));
      String lastSave = call(client, "LASTSAVE");
      byte[] file = Files.readAllBytes(directory.resolve(FILE));
      call(client, "SET key other");
      Files.move(directory, away);
      Files.createFile(directory);
      try {
        assertTrue(call(client, "SAVE").startsWith("-ERR Saving failed"));
        assertEquals("ok", info(client, "rdb_last_bgsave_status"));
        call(client, "BGSAVE");
        awaitBackground(client);
        assertEquals("err", info(client, "rdb_last_bgsave_status"));
        assertEquals(
            "-ERR Errors trying to SHUTDOWN. Check logs.\r\n", call(client, "SHUTDOWN SAVE"));
        assertEquals("1", info(client, "rdb_changes_since_last_save"));
        assertEquals(lastSave, call(client, "LASTSAVE"));
      } finally {
        Files.delete(directory);
        Files.move(away, directory);
      }
      assertArrayEquals(file, Files.readAllBytes(directory.resolve(FILE)));
      assertEquals("+OK\r\n", call(client, "SAVE"));
      assertEquals("ok", info(client, "rdb_last_bgsave_status"));
      assertEquals("other", Strings.of(directory.resolve(FILE)).get("key"));
    }
  }

  @Test
  void aFileThatCannotBeReplacedLeavesNothingBehind() throws Exception {
    try (DredisInProcess dredis = start("leveldb");
        RespConnection client = dredis.connect()) {
      Files.createDirectories(dredis.directory().resolve(FILE).resolve("inside"));
      assertTrue(call(client, "SAVE").startsWith("-ERR Saving failed"));
      assertTrue(Files.isDirectory(dredis.directory().resolve(FILE).resolve("inside")));
      try (var files = Files.newDirectoryStream(dredis.directory(), "temp-*")) {
        assertFalse(files.iterator().hasNext());
      }
    }
  }

  @Test
  void aSavePointSavesByItself() throws Exception {
    try (DredisInProcess dredis = start("leveldb");
        RespConnection client = dredis.connect()) {
      assertEquals("+OK\r\n", RespConnection.text(client.call("CONFIG", "SET", "save", "1 2")));
      call(client, "SET key value");
      call(client, "SET other value");
      await(() -> !info(client, "rdb_saves").equals("0"));
      assertEquals("value", Strings.of(dredis.directory().resolve(FILE)).get("other"));
    }
  }

  @Test
  void aReadOnlyServerSavesWhatTheOtherServes() throws Exception {
    try (DredisProcess serving = DredisProcess.start("--backend", "lmdb");
        RespConnection writing = serving.connect()) {
      call(writing, "SET key value");
      try (DredisInProcess reading =
              start("lmdb", "--readonly", "yes", "--dir", serving.data().toString());
          RespConnection client = reading.connect()) {
        assertEquals("+OK\r\n", call(client, "SAVE"));
        assertEquals("value", Strings.of(serving.data().resolve(FILE)).get("key"));
        call(writing, "SET key other");
        assertEquals("+OK\r\n", call(client, "SAVE"));
        assertEquals("other", Strings.of(serving.data().resolve(FILE)).get("key"));
      }
    }
  }

  @Test
  void shutdownSavesWhenAskedOrConfigured() throws Exception {
    try (DredisProcess server = DredisProcess.start()) {
      Path file = server.data().resolve(FILE);
      shutdown(server, "one", "", "SHUTDOWN");
      assertFalse(Files.exists(file));
      server.startAgain();
      shutdown(server, "two", "3600 1", "SHUTDOWN NOSAVE");
      assertFalse(Files.exists(file));
      server.startAgain();
      shutdown(server, "three", "", "SHUTDOWN SAVE");
      assertEquals("three", Strings.of(file).get("key"));
      server.startAgain();
      shutdown(server, "four", "3600 1", "SHUTDOWN");
      assertEquals("four", Strings.of(file).get("key"));
      server.startAgain();
      try (RespConnection client = server.connect()) {
        client.call("CONFIG", "SET", "save", "3600 1");
        call(client, "SET key five");
        assertEquals(0, server.terminate().exitCode());
      }
      assertEquals("five", Strings.of(file).get("key"));
    }
  }

  private static void shutdown(DredisProcess server, String value, String points, String command)
      throws IOException {
    try (RespConnection client = server.connect()) {
      client.call("CONFIG", "SET", "save", points);
      call(client, "SET key " + value);
      client.send(command.split(" ", -1));
      assertEquals("", RespConnection.text(client.readToEnd()));
    }
    assertEquals(0, server.awaitEnd().exitCode());
  }
}
