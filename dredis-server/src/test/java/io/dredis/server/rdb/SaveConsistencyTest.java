package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.RdbReader;
import io.dredis.rdb.RdbType;
import io.dredis.rdb.RdbVisitor;
import io.dredis.rdb.ReadOptions;
import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file that is saved while clients write is the state of one moment: they move coins between
 * keys by commands that write two keys, and none is ever in two places or nowhere.
 */
@Timeout(120)
class SaveConsistencyTest {
  private static final int COINS = 500;
  private static final int SAVES = 10;

  /** Counts the coins in a file. */
  private static final class Coins implements RdbVisitor {
    private final List<String> inLists = new ArrayList<>();
    private final List<String> inSets = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private List<String> current = new ArrayList<>();
    private long keys;

    static Coins of(Path file) throws IOException {
      Coins coins = new Coins();
      try (InputStream in = Files.newInputStream(file)) {
        new RdbReader(in, ReadOptions.DEFAULTS).read(coins);
      }
      return coins;
    }

    void assertAllThere() {
      assertEachOnce("lists", inLists);
      assertEachOnce("sets", inSets);
      assertEquals(1, names.size(), "names: " + names);
      assertEquals(3, values.size());
      assertEquals(1, new HashSet<>(values).size(), "values: " + values);
    }

    private static void assertEachOnce(String where, List<String> coins) {
      Set<String> different = new HashSet<>(coins);
      assertEquals(COINS, coins.size(), where + ": coins were made or lost");
      assertEquals(COINS, different.size(), where + ": a coin is in two places");
    }

    @Override
    public void function(byte[] code) {}

    @Override
    public void selectDatabase(int database) {}

    @Override
    public void beginKey(byte[] key, KeyAttributes attributes) {
      keys++;
      String name = RespConnection.text(key);
      if (name.startsWith("name:")) {
        names.add(name);
      }
      current =
          switch (name.split(":", 2)[0]) {
            case "list" -> inLists;
            case "set" -> inSets;
            case "value" -> values;
            default -> new ArrayList<>();
          };
    }

    @Override
    public void skippedKey(byte[] key, RdbType type) {}

    @Override
    public void string(byte[] value) {
      current.add(RespConnection.text(value));
    }

    @Override
    public void beginValue(RdbType type, long count) {}

    @Override
    public void element(byte[] element) {
      current.add(RespConnection.text(element));
    }

    @Override
    public void field(byte[] field, byte[] value) {}

    @Override
    public void member(byte[] member, double score) {}

    @Override
    public void endValue() {}
  }

  /** Clients that move coins until they are stopped. */
  private static final class Movers implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();

    Movers(TestServer server, long seed) throws IOException {
      try (RespConnection client = server.connect()) {
        for (int coin = 0; coin < COINS; coin++) {
          client.call("RPUSH", "list:a", "coin:" + coin);
          client.call("SADD", "set:a", Integer.toString(coin));
        }
        client.call("SET", "name:0", "the only one");
        client.call("MSET", "value:a", "0", "value:m", "0", "value:z", "0");
      }
      for (int i = 0; i < 2; i++) {
        Random random = new Random(seed + i);
        running.add(threads.submit(() -> move(server, random)));
      }
      running.add(threads.submit(() -> renameAndSet(server)));
    }

    private Void move(TestServer server, Random random) throws IOException {
      try (RespConnection client = server.connect()) {
        while (!stop.get()) {
          String from = random.nextBoolean() ? "a" : "b";
          String to = from.equals("a") ? "b" : "a";
          client.call("LMOVE", "list:" + from, "list:" + to, "LEFT", "RIGHT");
          String coin = Integer.toString(random.nextInt(COINS));
          client.call("SMOVE", "set:" + from, "set:" + to, coin);
        }
      }
      return null;
    }

    private Void renameAndSet(TestServer server) throws IOException {
      try (RespConnection client = server.connect()) {
        for (int i = 0; !stop.get(); i++) {
          client.call("RENAME", "name:" + i, "name:" + (i + 1));
          String value = Integer.toString(i);
          client.call("MSET", "value:a", value, "value:m", value, "value:z", value);
        }
      }
      return null;
    }

    void finish() throws Exception {
      stop.set(true);
      for (Future<?> mover : running) {
        mover.get();
      }
    }

    @Override
    public void close() {
      stop.set(true);
      threads.close();
    }
  }

  private static long seed() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("SaveConsistencyTest: dredis.test.seed " + seed);
    return seed;
  }

  private static String call(RespConnection client, String line) throws IOException {
    return RespConnection.text(client.call(line.split(" ")));
  }

  private static boolean isSaving(RespConnection client) throws IOException {
    return call(client, "INFO persistence").contains("\r\nrdb_bgsave_in_progress:1\r\n");
  }

  private static void assertLastSaveGood(RespConnection client) throws IOException {
    String info = call(client, "INFO persistence");
    assertTrue(info.contains("\r\nrdb_last_bgsave_status:ok\r\n"), info);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void everyFileIsTheStateOfOneMoment(String backend) throws Exception {
    try (DredisInProcess dredis =
            DredisInProcess.start("--backend", backend, "--enable-debug-command", "yes");
        RespConnection client = dredis.connect()) {
      call(client, "DEBUG POPULATE 10000 nothing 50");
      try (Movers movers = new Movers(dredis, seed())) {
        for (int i = 0; i < SAVES; i++) {
          assertEquals("+Background saving started\r\n", call(client, "BGSAVE"));
          while (isSaving(client)) {
            Thread.sleep(2);
          }
          assertLastSaveGood(client);
          Coins.of(dredis.directory().resolve("dump.rdb")).assertAllThere();
        }
        movers.finish();
      }
    }
  }

  @Test
  void aReadingProcessSavesWhatAWritingOneServes() throws Exception {
    try (DredisProcess writing = DredisProcess.start("--backend", "lmdb");
        Movers movers = new Movers(writing, seed());
        DredisProcess reading =
            DredisProcess.start(
                "--backend", "lmdb", "--readonly", "--dir", writing.data().toString());
        RespConnection client = reading.connect()) {
      for (int i = 0; i < SAVES; i++) {
        assertEquals("+OK\r\n", call(client, "SAVE"));
        Coins.of(writing.data().resolve("dump.rdb")).assertAllThere();
      }
      movers.finish();
      assertEquals("-READONLY", call(client, "SET key value").substring(0, 9));
    }
  }

  @Test
  void savesGoOnWhileTheMapOfLmdbGrows() throws Exception {
    try (DredisInProcess dredis =
            DredisInProcess.start(
                "--backend", "lmdb",
                "--backend-option", "map_size=65536",
                "--enable-debug-command", "yes");
        RespConnection client = dredis.connect()) {
      call(client, "DEBUG POPULATE 30000 filling 500");
      long atFirst = storeBytes(client);
      String value = "x".repeat(100_000);
      try (Movers movers = new Movers(dredis, seed())) {
        int written = 0;
        while (storeBytes(client) < 8 * atFirst) {
          int writtenBefore = written;
          assertEquals("+Background saving started\r\n", call(client, "BGSAVE"));
          // Only while a snapshot is held; so whenever the map grows, it is in the midst of a save.
          while (isSaving(client)) {
            client.call("MSET", "big:" + written, value, "big:" + (written + 1), value);
            written += 2;
          }
          assertLastSaveGood(client);
          Coins saved = Coins.of(dredis.directory().resolve("dump.rdb"));
          saved.assertAllThere();
          // The two lists, sets and so on are there or empty.
          assertTrue(saved.keys >= 30_006 + writtenBefore, "keys: " + saved.keys);
          assertTrue(saved.keys <= 30_008 + writtenBefore, "keys: " + saved.keys);
        }
        movers.finish();
      }
    }
  }

  private static long storeBytes(RespConnection client) throws IOException {
    String info = call(client, "INFO dredis");
    int start = info.indexOf("store_size:") + "store_size:".length();
    return Long.parseLong(info.substring(start, info.indexOf("\r\n", start)));
  }
}
