package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.rdb.ReadOptions;
import io.dredis.server.DredisServer;
import io.dredis.server.InitialData;
import io.dredis.server.config.Configuration;
import io.dredis.server.testing.Normalisation;
import io.dredis.server.testing.RedisFiles;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients are told while a file is loaded. It comes through a named pipe, so that the load
 * stands still in the middle for as long as a test asks.
 */
@Timeout(120)
class LoadingTest {
  private static final int KEYS = 20_000;

  @TempDir private Path directory;

  /** A server that loads what the test puts into a pipe. */
  private final class LoadingDredis implements TestServer {
    private final byte[] file;
    private final int half;
    private final RandomAccessFile pipe;
    private final Configuration configuration = new Configuration();
    private final DredisServer server;
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final Future<Boolean> loaded;

    LoadingDredis(byte[] file, String... parameters) throws Exception {
      this.file = file;
      this.half = file.length / 2;
      Path path = directory.resolve("pipe");
      if (!Files.exists(path)) {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
      }
      // Open for both, so that neither side waits for the other to open it.
      this.pipe = new RandomAccessFile(path.toFile(), "rw");
      configuration.preset("port", "0");
      configuration.preset("enable-debug-command", "yes");
      for (int i = 0; i < parameters.length; i += 2) {
        configuration.preset(parameters[i], parameters[i + 1]);
      }
      configuration.noteDirectory(directory.resolve("data").toString());
      RdbSeed seed = RdbSeed.open(path, ReadOptions.DEFAULTS, LoadProgress.UNSEEN);
      server = DredisServer.open(configuration, new InitialData(true, seed), () -> {});
      loaded = threads.submit(server::load);
      pipe.write(file, 0, half);
    }

    /** Lets the load go on to its end. */
    boolean finish() throws Exception {
      pipe.write(file, half, file.length - half);
      return loaded.get();
    }

    @Override
    public int port() {
      return configuration.port();
    }

    @Override
    public void close() {
      server.close();
      threads.close();
      try {
        pipe.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private byte[] file() throws Exception {
    try (RedisServerProcess redis = RedisServerProcess.start("--enable-debug-command", "yes");
        RespConnection client = redis.connect()) {
      client.call("DEBUG", "POPULATE", Integer.toString(KEYS), "key", "40");
      client.call("SET", "gone", "value", "PX", "1");
      client.call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
      Path saved = RedisFiles.save(client, directory.resolve("dump.rdb"));
      return Files.readAllBytes(saved);
    }
  }

  private static String call(RespConnection client, String line) throws IOException {
    return RespConnection.text(client.call(line.split(" ")));
  }

  private static List<String> fields(RespConnection client) throws IOException {
    return call(client, "INFO persistence")
        .lines()
        .filter(line -> line.matches("(async_)?(loading|rdb|current).*"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void repliesAreThoseOfALoadingRedis(int protocol) throws Exception {
    byte[] file = file();
    // Half a millisecond for each key keeps Redis busy with the file for ten seconds.
    RedisServerProcess redis =
        RedisServerProcess.start(
            "--dir",
            directory.toString(),
            "--enable-debug-command",
            "yes",
            "--key-load-delay",
            "500",
            "--loading-process-events-interval-bytes",
            "1024");
    try (ServerPair servers = ServerPair.of(redis, new LoadingDredis(file));
        ReplyComparison both = servers.connect()) {
      both.normalising(Normalisation.HELLO_ID).same("HELLO", Integer.toString(protocol));
      both.sameLines(
          "PING",
          "GET key:1",
          "SET key value",
          "DBSIZE",
          "FLUSHALL",
          "SAVE",
          "BGSAVE",
          "KEYS *",
          "BLPOP list 0",
          "LOLWUT",
          "OBJECT HELP",
          "OBJECT ENCODING key:1",
          "SELECT 3",
          "ECHO x",
          "SELECT 99",
          "GET",
          "GET a b",
          "NOSUCH",
          "CLIENT GETNAME",
          "CLIENT SETNAME me",
          "CLIENT GETNAME",
          "CONFIG SET maxclients 99",
          "CONFIG GET maxclients",
          "CONFIG GET save",
          "CONFIG RESETSTAT",
          "SHUTDOWN SAVE NOSAVE",
          "SHUTDOWN ABORT",
          "COMMAND INFO GET",
          "DEBUG SLEEP 0",
          "DEBUG STRINGMATCH-LEN",
          "RESET",
          "SWAPDB 0 1");
      both.normalising(Normalisation.INTEGER).sameLine("LASTSAVE");
      assertEquals(fields(both.redis()), fields(both.dredis()));
      assertTrue(call(both.redis(), "INFO persistence").contains("\r\nloading:1\r\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({"leveldb", "lmdb", "memory"})
  void infoTellsHowFarTheLoadIsAndThenItsResult(String backend) throws Exception {
    try (LoadingDredis dredis = new LoadingDredis(file(), "backend", backend);
        RespConnection client = dredis.connect()) {
      String info = call(client, "INFO persistence");
      while (!info.contains("\r\nloading_loaded_bytes:" + dredis.half)
          && !info.matches("(?s).*\r\nrdb_last_load_keys_loaded:[1-9].*")) {
        Thread.sleep(5);
        info = call(client, "INFO persistence");
      }
      assertTrue(info.contains("\r\nloading:1\r\n"), info);
      assertTrue(info.contains("\r\nrdb_changes_since_last_save:0\r\n"), info);
      assertTrue(info.contains("\r\nloading_total_bytes:0\r\n"), info);
      assertTrue(info.matches("(?s).*\r\nloading_rdb_used_mem:[1-9]\\d+\r\n.*"), info);
      assertEquals("-LOADING", call(client, "DEBUG RELOAD").substring(0, 8));
      assertEquals("-LOADING", call(client, "DEBUG POPULATE 5").substring(0, 8));
      assertTrue(dredis.finish());
      info = call(client, "INFO persistence");
      assertTrue(info.contains("\r\nloading:0\r\n"), info);
      assertFalse(info.contains("loading_"), info);
      assertTrue(info.contains("\r\nrdb_changes_since_last_save:0\r\n"), info);
      assertTrue(info.contains("\r\nrdb_last_load_keys_loaded:" + KEYS + "\r\n"), info);
      assertTrue(info.contains("\r\nrdb_last_load_keys_expired:1\r\n"), info);
      assertEquals(":" + KEYS + "\r\n", call(client, "DBSIZE"));
      assertEquals("+OK\r\n", call(client, "SET key value"));
    }
  }

  @Test
  void shutdownCallsTheLoadOffAndSavesNothing() throws Exception {
    byte[] file = file();
    Path saved = directory.resolve("data").resolve("dump.rdb");
    try (LoadingDredis dredis = new LoadingDredis(file);
        RespConnection client = dredis.connect()) {
      assertTrue(dredis.finish());
      call(client, "SET mine value");
    }
    try (LoadingDredis dredis = new LoadingDredis(file, "save", "3600 1");
        RespConnection client = dredis.connect()) {
      client.send("SHUTDOWN", "SAVE");
      assertEquals("", RespConnection.text(client.readToEnd()));
      assertFalse(dredis.loaded.get());
    }
    assertFalse(Files.exists(saved), "saved in the middle of a load");
    try (LoadingDredis dredis = new LoadingDredis(Arrays.copyOf(file, file.length / 2))) {
      // Closed in the middle, as by a signal.
      assertFalse(dredis.loaded.isDone());
    }
    Configuration configuration = new Configuration();
    configuration.preset("port", "0");
    configuration.noteDirectory(directory.resolve("data").toString());
    DredisServer server = DredisServer.start(configuration, InitialData.AS_STORED, () -> {});
    try (RespConnection client = new RespConnection(configuration.port())) {
      assertEquals(":" + (KEYS + 1) + "\r\n", call(client, "DBSIZE"));
      assertEquals("$5\r\nvalue\r\n", call(client, "GET mine"));
    } finally {
      server.close();
    }
  }
}
