package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RedisFiles;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of an RDB file. */
class RdbCheckTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void aSoundFileIsSummedUpAndABrokenOneUpToWhereItBreaks() throws Exception {
    Path file = file();
    check(file);
    assertShown("version: 10\n");
    assertShown("aux: 'redis-ver' '7.0.15'\n");
    assertShown("functions: '#!lua name=lib'\n");
    assertShown("db0: keys=4, expires=1, expired=0: 1 list, 1 stream, 2 string\n");
    assertShown("db3: keys=1, expires=0, expired=0: 1 zset\n");
    assertShown("not supported, loaded without these by --rdb-skip-unsupported: 1 stream\n");
    assertShown(
        "largest by elements:\n           3 list db0 'list'\n           1 zset db3 'z\\x00'");
    assertShown("largest by bytes of content:\n         500 string db0 'large'\n");
    assertShown("sound: 5 keys in " + Files.size(file) + " bytes, checksum ");
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 12));
    shown.reset();
    String message = assertThrows(RdbLoadException.class, () -> check(cut)).getMessage();
    assertTrue(message.matches(".*/cut: .* \\(at offset \\d+\\)"), message);
    assertShown("BROKEN after ");
  }

  private Path file() throws Exception {
    try (RedisServerProcess redis = RedisServerProcess.start();
        RespConnection client = redis.connect()) {
      client.call("SET", "large", "x".repeat(500));
      client.call("SET", "expiring", "1", "EX", "1000000");
      client.call("RPUSH", "list", "a", "b", "c");
      client.call("XADD", "stream", "*", "field", "value");
      client.call(
          "FUNCTION",
          "LOAD",
          "#!lua name=lib\nredis.register_function('f', function() return 1 end)");
      client.call("SELECT", "3");
      client.call("ZADD", "z\u0000", "1", "member");
      return RedisFiles.save(client, directory.resolve("dump.rdb"));
    }
  }

  private void check(Path file) throws RdbLoadException {
    new RdbCheck(file, System.currentTimeMillis())
        .run(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  private void assertShown(String part) {
    String text = shown.toString(StandardCharsets.UTF_8);
    assertEquals(true, text.contains(part), text);
  }
}
