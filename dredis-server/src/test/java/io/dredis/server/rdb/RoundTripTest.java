package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dredis.rdb.ReadOptions;
import io.dredis.server.InitialData;
import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisFiles;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data that go from a real Redis through a file into dredis, and through another file into a second
 * Redis, where they are what they were.
 */
@Timeout(120)
class RoundTripTest {
  private static final String[] DATABASES = {"0", "1", "3", "15"};

  /** All but the largest in its packed form. */
  private static final String PACKED =
      "--hash-max-listpack-entries 4000 --zset-max-listpack-entries 4000"
          + " --set-max-intset-entries 4000 --list-max-listpack-size -5";

  /** Nothing in a packed form, and each element of a list in a node of its own. */
  private static final String SPLIT =
      "--hash-max-listpack-entries 0 --zset-max-listpack-entries 0 --set-max-intset-entries 0"
          + " --list-max-listpack-size 1 --rdbcompression no";

  private static final String COMPRESSED_NODES =
      "--list-compress-depth 1 --list-max-listpack-size -1";

  @TempDir private Path directory;

  private static String settings(String name) {
    return switch (name) {
      case "packed" -> PACKED;
      case "split" -> SPLIT;
      case "nodes" -> COMPRESSED_NODES;
      default -> "";
    };
  }

  private static String[] options(String settings, String... more) {
    List<String> options = new ArrayList<>(List.of("--enable-debug-command", "yes"));
    if (!settings.isEmpty()) {
      options.addAll(List.of(settings.split(" ", -1)));
    }
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private static RedisServerProcess loaded(String[] options) throws Exception {
    RedisServerProcess redis = RedisServerProcess.start(options);
    try (RespConnection client = redis.connect()) {
      // It answers before it has loaded its file.
      while (RespConnection.text(client.call("DBSIZE")).startsWith("-LOADING")) {
        Thread.sleep(5);
      }
    }
    return redis;
  }

  @ParameterizedTest
  @CsvSource({
    "leveldb, 7, default",
    "lmdb, 10, packed",
    "memory, 8, split",
    "leveldb, 10, nodes",
    "lmdb, 9, split",
    "memory, 7, packed",
  })
  void dataComeBackAsTheyWere(String backend, String version, String settings) throws Exception {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("RoundTripTest: dredis.test.seed " + seed);
    String all = settings(settings);
    RedisServerProcess first = RedisServerProcess.start(options(all));
    Path file;
    try (RespConnection client = first.connect()) {
      RedisFiles.fill(client, new Random(seed));
      client.call("SET", "\u0000\r\n\u00ff", "", "PXAT", "3400000000001");
      file = RedisFiles.save(client, directory.resolve("dump.rdb"));
    }
    RdbSeed rdb = RdbSeed.open(file, ReadOptions.DEFAULTS, LoadProgress.UNSEEN);
    try (DredisInProcess dredis =
        DredisInProcess.startWith(
            new InitialData(false, rdb),
            options(all, "--backend", backend, "--rdb-version", version))) {
      try (RespConnection client = dredis.connect()) {
        assertEquals("+OK\r\n", RespConnection.text(client.call("SAVE")));
      }
      String saved = dredis.directory().toString();
      try (ServerPair servers = ServerPair.of(first, loaded(options(all, "--dir", saved)));
          ReplyComparison both = servers.connect()) {
        assertSame(both);
      }
    }
  }

  private static void assertSame(ReplyComparison both) throws IOException {
    for (String database : DATABASES) {
      both.same("SELECT", database);
      both.same("DBSIZE");
      List<String> keys =
          RespValue.parse(RespConnection.text(both.redis().call("KEYS", "*"))).texts();
      assertEquals(database.equals("1"), keys.isEmpty());
      for (String key : keys) {
        assertFalse(both.same("TYPE", key).contains("none"), key);
        both.same("PEXPIRETIME", key);
        both.same("OBJECT", "ENCODING", key);
        both.same("DEBUG", "DIGEST-VALUE", key);
      }
    }
    both.same("DEBUG", "DIGEST");
  }
}
