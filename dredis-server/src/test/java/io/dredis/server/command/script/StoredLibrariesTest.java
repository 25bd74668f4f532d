package io.dredis.server.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.rdb.ReadOptions;
import io.dredis.server.InitialData;
import io.dredis.server.rdb.LoadProgress;
import io.dredis.server.rdb.RdbSeed;
import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries of functions are part of the data: they survive, and travel in RDB files. */
@Timeout(60)
class StoredLibrariesTest {
  private static final String LIBRARY =
      "#!lua name=lib\nredis.register_function('answer', function() return 42 end)";

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb"})
  void librariesSurviveARestartAndFlushes(String backend) throws IOException {
    try (EmbeddedDredis server =
        EmbeddedDredis.start("backend", backend, "enable-debug-command", "yes")) {
      try (RespConnection client = server.connect()) {
        assertEquals("$3\r\nlib\r\n", call(client, "FUNCTION", "LOAD", LIBRARY));
        assertEquals("+OK\r\n", call(client, "FLUSHALL"));
        assertEquals("+OK\r\n", call(client, "DEBUG", "RELOAD"));
        assertEquals(":42\r\n", call(client, "FCALL", "answer", "0"));
      }
      server.restart();
      try (RespConnection client = server.connect()) {
        assertEquals(":42\r\n", call(client, "FCALL", "answer", "0"));
        assertEquals("+OK\r\n", call(client, "FUNCTION", "DELETE", "lib"));
      }
      server.restart();
      try (RespConnection client = server.connect()) {
        assertEquals("-ERR Function not found\r\n", call(client, "FCALL", "answer", "0"));
      }
    }
  }

  @Test
  void filesCarryLibrariesBothWays(@TempDir Path directory) throws Exception {
    String[] place = {"--dir", directory.toString(), "--dbfilename", "dump.rdb"};
    try (RedisServerProcess redis = RedisServerProcess.start(place);
        RespConnection client = redis.connect()) {
      call(client, "FUNCTION", "LOAD", LIBRARY);
      call(client, "SET", "key", "value");
      assertEquals("+OK\r\n", call(client, "SAVE"));
    }
    Path file = directory.resolve("dump.rdb");
    Path saved;
    try (RdbSeed rdb = RdbSeed.open(file, ReadOptions.DEFAULTS, LoadProgress.UNSEEN);
        DredisInProcess dredis = DredisInProcess.startWith(new InitialData(false, rdb));
        RespConnection client = dredis.connect()) {
      assertEquals(":42\r\n", call(client, "FCALL", "answer", "0"));
      assertEquals("+OK\r\n", call(client, "SAVE"));
      saved = dredis.directory().resolve("dump.rdb");
      Files.move(saved, file, StandardCopyOption.REPLACE_EXISTING);
    }
    try (RedisServerProcess redis = RedisServerProcess.start(place);
        RespConnection client = redis.connect()) {
      assertEquals(":42\r\n", call(client, "FCALL", "answer", "0"));
      assertEquals("$5\r\nvalue\r\n", call(client, "GET", "key"));
    }
  }

  private static String call(RespConnection client, String... request) throws IOException {
    return RespConnection.text(client.call(request));
  }
}
