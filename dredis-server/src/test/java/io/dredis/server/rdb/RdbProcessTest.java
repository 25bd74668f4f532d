package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.RdbType;
import io.dredis.rdb.RdbWriter;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.DredisProcess.Ended;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees of RDB files: exit codes, messages, and what is there at the next start.
 */
@Timeout(120)
class RdbProcessTest {
  private static final int KEYS = 30_000;

  @TempDir private Path directory;

  private Path good() throws IOException {
    Path path = directory.resolve("good.rdb");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      RdbWriter file = new RdbWriter(out, WriteOptions.DEFAULTS);
      file.start(7);
      file.selectDatabase(0);
      for (int i = 0; i < KEYS; i++) {
        file.beginKey(RespConnection.bytes("key:" + i), KeyAttributes.EMPTY);
        file.string(RespConnection.bytes("value " + i));
      }
      file.end(0);
    }
    return path;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private void assertRefused(DredisProcess server, String message, Path file, String... options)
      throws IOException {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "--rdb";
    all[options.length + 1] = file.toString();
    server.startWithoutWaiting(all);
    Ended ended = server.awaitEnd();
    assertEquals(1, ended.exitCode(), ended.toString());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().startsWith("dredis: " + file + ": " + message), ended.err());
    assertFalse(ended.out().contains("Ready to accept connections"), ended.out());
  }

  private static String call(DredisProcess server, String... request) throws IOException {
    try (RespConnection client = server.connect()) {
      return RespConnection.text(client.call(request));
    }
  }

  @Test
  void aRefusedFileIsOneLineAndTheNextStartWithTheRightOneWorks() throws Exception {
    Path good = good();
    byte[] bytes = Files.readAllBytes(good);
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 3] ^= 0x10;
    byte[] tooNew = bytes.clone();
    tooNew[7] = '9';
    try (DredisProcess server = DredisProcess.start()) {
      server.terminate();
      assertRefused(server, "no such file", directory.resolve("missing.rdb"));
      assertRefused(server, "is a directory", directory);
      assertRefused(
          server, "unexpected end (at offset ", file("cut", Arrays.copyOf(bytes, 90_000)));
      assertRefused(server, "unexpected end (at offset 0)", file("empty", new byte[0]));
      assertRefused(server, "the checksum is ", file("flipped", flipped));
      assertRefused(server, "RDB version 97 is newer than 12", file("new", tooNew));
      assertRefused(
          server, "not an RDB file", file("text", RespConnection.bytes("*1\r\n$4\r\nPING")));
      server.startAgain("--rdb", good.toString());
      assertEquals(":" + KEYS + "\r\n", call(server, "DBSIZE"));
      server.terminate();
      assertRefused(server, "not loaded, because there are " + KEYS + " keys already; ", good);
      server.startAgain();
      assertEquals("+OK\r\n", call(server, "SET", "mine", "value"));
      server.terminate();
      server.startAgain("--flushall", "--rdb", good.toString());
      assertEquals(":" + KEYS + "\r\n", call(server, "DBSIZE"));
      assertEquals("$-1\r\n", call(server, "GET", "mine"));
      assertEquals(0, server.terminate().exitCode());
    }
  }

  @Test
  void aMissingFileTouchesNothing() throws Exception {
    Path data = directory.resolve("data");
    Ended ended = DredisProcess.run("--dir", data.toString(), "--rdb", directory + "/missing");
    assertEquals(1, ended.exitCode(), ended.toString());
    assertEquals("", ended.out());
    assertFalse(Files.exists(data));
  }

  @Test
  void signalsAndShutdownEndALoadInOrderWithZero() throws Exception {
    byte[] bytes = Files.readAllBytes(good());
    Path path = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    try (DredisProcess server = DredisProcess.start();
        RandomAccessFile pipe = new RandomAccessFile(path.toFile(), "rw")) {
      assertEquals("+OK\r\n", call(server, "SET", "mine", "value"));
      server.terminate();
      for (boolean bySignal : new boolean[] {true, false}) {
        String port = freePort();
        server.startWithoutWaiting("--port", port, "--flushall", "--rdb", path.toString());
        pipe.write(bytes, 0, bytes.length / 2);
        awaitLoading(Integer.parseInt(port));
        Ended ended = bySignal ? server.terminate() : shutdown(server, Integer.parseInt(port));
        assertEquals(0, ended.exitCode(), ended.toString());
        assertEquals("", ended.err());
        assertTrue(ended.out().contains("was called off, the data are as before"), ended.out());
        server.startAgain();
        assertEquals("$5\r\nvalue\r\n", call(server, "GET", "mine"));
        assertEquals(":1\r\n", call(server, "DBSIZE"));
        server.terminate();
        // Of what the process did not take out of the pipe the next one must not read.
        pipe.write('.');
        assertTrue(pipe.read(new byte[1 << 20]) > 0);
      }
    }
  }

  private static Ended shutdown(DredisProcess server, int port) throws IOException {
    try (RespConnection client = new RespConnection(port)) {
      client.send("SHUTDOWN");
      assertEquals("", RespConnection.text(client.readToEnd()));
    }
    return server.awaitEnd();
  }

  private static void awaitLoading(int port) throws InterruptedException {
    while (true) {
      try (RespConnection client = new RespConnection(port)) {
        String reply = RespConnection.text(client.call("GET", "mine"));
        assertEquals("-LOADING Redis is loading the dataset in memory\r\n", reply);
        return;
      } catch (IOException e) {
        // It does not listen yet.
        Thread.sleep(20);
      }
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  @Test
  void aTerminalShowsABar() throws Exception {
    List<String> command =
        DredisProcess.command(
            List.of("--port", "0", "--backend", "memory", "--rdb", good().toString()));
    Process process =
        new ProcessBuilder("script", "-qec", quoted(command), "/dev/null")
            .redirectErrorStream(true)
            .start();
    StringBuilder shown = new StringBuilder();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      while (shown.indexOf("Ready to accept connections") < 0) {
        int next = out.read();
        assertTrue(next >= 0, shown.toString());
        shown.append((char) next);
      }
    } finally {
      // It takes the program on its terminal with it.
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.onExit().join();
    }
    assertTrue(
        shown
            .toString()
            .matches(
                "(?s).*\r\\[#{20}\\] 100% of 0\\.\\d MB, "
                    + KEYS
                    + " keys, \\d+ keys/s, 0:00 left.*"),
        shown.toString());
  }

  private static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" ", "exec ", ""));
  }

  @Test
  void aSaveThatFindsNoRoomLeavesTheFile() throws Exception {
    try (DredisProcess server = DredisProcess.start("--backend", "memory");
        RespConnection client = server.connect()) {
      Path file = server.data().resolve("dump.rdb");
      client.call("SET", "key", "value");
      assertEquals("+OK\r\n", RespConnection.text(client.call("SAVE")));
      byte[] before = Files.readAllBytes(file);
      client.call("CONFIG", "SET", "rdbcompression", "no");
      client.call("SET", "large", "y".repeat(2_000_000));
      // As on a full disk, a write comes back with an error after a part was written.
      limitFiles(server, "1000000:");
      assertTrue(RespConnection.text(client.call("SAVE")).startsWith("-ERR Saving failed"));
      assertEquals(
          "-ERR Errors trying to SHUTDOWN. Check logs.\r\n",
          RespConnection.text(client.call("SHUTDOWN", "SAVE")));
      assertArrayEquals(before, Files.readAllBytes(file));
      try (var temporary = Files.newDirectoryStream(server.data(), "temp-*")) {
        assertFalse(temporary.iterator().hasNext());
      }
      limitFiles(server, "unlimited:");
      assertEquals("+OK\r\n", RespConnection.text(client.call("SAVE")));
      assertTrue(Files.size(file) > 2_000_000);
    }
  }

  private static void limitFiles(DredisProcess server, String bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes)
            .inheritIO()
            .start();
    assertEquals(0, prlimit.waitFor());
  }

  @Test
  void checkRdbTellsWhereAFileBreaks() throws Exception {
    Path good = good();
    byte[] bytes = Files.readAllBytes(good);
    Ended sound = DredisProcess.run("--check-rdb", good.toString());
    assertEquals(0, sound.exitCode(), sound.toString());
    assertTrue(sound.out().contains("sound: " + KEYS + " keys"), sound.out());
    assertEquals("", sound.err());
    Ended cut = check("cut.rdb", Arrays.copyOf(bytes, bytes.length - 100));
    assertTrue(cut.err().contains("cut.rdb: unexpected end (at offset "), cut.err());
    assertTrue(cut.out().contains("BROKEN after "), cut.out());
    byte[] type = bytes.clone();
    type[11] = 77;
    assertTrue(
        check("type.rdb", type).err().contains("there is no type or opcode 77 (at offset 12)"));
    byte[] sum = bytes.clone();
    sum[200] ^= 1;
    assertTrue(check("sum.rdb", sum).err().contains("sum.rdb: the checksum is "));
    assertTrue(check("text.rdb", new byte[] {'h', 'i'}).err().contains("unexpected end"));
    Ended missing = DredisProcess.run("--check-rdb", directory.resolve("none").toString());
    assertEquals(1, missing.exitCode());
    assertTrue(missing.err().contains("none: no such file"), missing.err());
  }

  private Ended check(String name, byte[] bytes) throws IOException {
    Ended ended = DredisProcess.run("--check-rdb", file(name, bytes).toString());
    assertEquals(1, ended.exitCode(), ended.toString());
    assertEquals(1, ended.err().lines().count(), ended.err());
    return ended;
  }

  @Test
  void aListLargerThanTheHeapGoesInAndOut() throws Exception {
    Path path = directory.resolve("large.rdb");
    int elements = 1500;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      RdbWriter file = new RdbWriter(out, WriteOptions.DEFAULTS.withCompress(false));
      file.start(7);
      file.selectDatabase(0);
      file.beginKey(RespConnection.bytes("large"), KeyAttributes.EMPTY);
      file.beginValue(RdbType.LIST, elements);
      for (int i = 0; i < elements; i++) {
        file.element(RespConnection.bytes(i + "x".repeat(100_000)));
      }
      file.endValue();
      file.end(0);
    }
    try (DredisProcess server = DredisProcess.start("-Xmx64m", "--rdb", path.toString())) {
      assertEquals("+OK\r\n", call(server, "SAVE"));
      assertEquals(0, server.terminate().exitCode());
      try (RedisServerProcess redis = RedisServerProcess.start("--dir", server.data().toString());
          RespConnection client = redis.connect()) {
        assertEquals(":" + elements + "\r\n", RespConnection.text(client.call("LLEN", "large")));
        String last = RespConnection.text(client.call("LINDEX", "large", "-1"));
        assertEquals("$100004\r\n" + (elements - 1) + "x".repeat(100_000) + "\r\n", last);
      }
    }
  }

  @Test
  void aStringThatDoesNotFitIntoTheHeapIsNamed() throws Exception {
    Path path = directory.resolve("string.rdb");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)))) {
      out.writeBytes("REDIS0007");
      out.write(new byte[] {(byte) 254, 0, 0, 4});
      out.writeBytes("huge");
      out.write(0x80);
      out.writeInt(200 << 20);
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        out.write(megabyte);
      }
      out.write(255);
      out.writeLong(0);
    }
    try (DredisProcess server = DredisProcess.start()) {
      server.terminate();
      assertRefused(
          server, "key 'huge' has a string that does not fit into the heap of ", path, "-Xmx64m");
      server.startAgain("-Xmx1g", "--rdb", path.toString());
      assertEquals(":" + (200 << 20) + "\r\n", call(server, "STRLEN", "huge"));
      server.terminate();
      server.startAgain("-Xmx64m");
      assertTrue(call(server, "SAVE").startsWith("-ERR Saving failed"));
      assertEquals("+PONG\r\n", call(server, "PING"));
      assertTrue(server.terminate().out().contains("key 'huge' has a string that does not fit"));
    }
  }
}
