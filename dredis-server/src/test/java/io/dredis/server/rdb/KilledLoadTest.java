package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RedisFiles;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed in the midst of a load, and started again with the same data: they are
 * those of before.
 *
 * <p>The file is a named pipe, so that it is certain where the load stands: when a part is written,
 * all of it but what the pipe holds was read, and some megabytes of keys were committed; and the
 * rest never comes.
 */
class KilledLoadTest {
  private static final int KEYS = 100_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void aKillInTheMidstOfALoadLeavesWhatWasThere(String backend) throws Exception {
    byte[] file = file();
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    try (DredisProcess server = DredisProcess.start("--backend", backend)) {
      server.terminate();
      killWhileLoading(server, pipe, file, "--backend", backend, "--rdb", pipe.toString());
      server.startAgain("--backend", backend);
      assertEquals(":0\r\n", call(server, "DBSIZE"));
      assertEquals("+OK\r\n", call(server, "SET", "mine", "value"));
      server.terminate();
      killWhileLoading(
          server, pipe, file, "--backend", backend, "--flushall", "--rdb", pipe.toString());
      server.startAgain("--backend", backend);
      assertEquals(":1\r\n", call(server, "DBSIZE"));
      assertEquals("$5\r\nvalue\r\n", call(server, "GET", "mine"));
      server.terminate();
      Path whole = Files.write(directory.resolve("whole"), file);
      server.startAgain("--backend", backend, "--flushall", "--rdb", whole.toString());
      assertEquals(":" + KEYS + "\r\n", call(server, "DBSIZE"));
    }
  }

  private byte[] file() throws Exception {
    try (RedisServerProcess redis =
            RedisServerProcess.start("--enable-debug-command", "yes", "--rdbcompression", "no");
        RespConnection client = redis.connect()) {
      client.call("DEBUG", "POPULATE", Integer.toString(KEYS), "key", "100");
      return Files.readAllBytes(RedisFiles.save(client, directory.resolve("dump.rdb")));
    }
  }

  private static void killWhileLoading(
      DredisProcess server, Path pipe, byte[] file, String... options) throws Exception {
    server.startWithoutWaiting(options);
    try (OutputStream out = Files.newOutputStream(pipe)) {
      out.write(file, 0, file.length / 2);
      server.kill();
    }
  }

  private static String call(DredisProcess server, String... request) throws Exception {
    try (RespConnection client = server.connect()) {
      return RespConnection.text(client.call(request));
    }
  }
}
