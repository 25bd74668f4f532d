package io.dredis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.DredisProcess.Ended;
import io.dredis.server.testing.RespConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the process: mistakes, exit codes, signals, files. */
class ProcessTest {
  @TempDir private Path directory;

  @Test
  void aWrongCommandLineEndsWithTwo() throws Exception {
    assertRefused(2, "unknown option '--rbd'", "--rbd", "dump.rdb");
    assertRefused(2, "--port: ", "--port", "65536");
    assertRefused(2, "--backend: ", "--backend", "rocksdb");
    assertRefused(2, "--backend-option: ", "--backend-option", "x=not json");
  }

  @Test
  void whatTheBackendRefusesEndsWithOneAndTouchesNothing() throws Exception {
    assertRefused(1, "no_such_option", "--dir", data(), "--backend-option", "no_such_option=1");
    assertTrue(listing(directory).isEmpty());
  }

  @Test
  void aConfigurationFileThatCannotBeFollowedEndsWithOne() throws Exception {
    Path file = Files.write(directory.resolve("redis.conf"), List.of("timeout 5", "appendonly no"));
    assertRefused(1, file + ":2: appendonly: ", "--config", file.toString(), "--dir", data());
    Path log = Files.write(directory.resolve("log.conf"), List.of("logfile /nonexistent/x.log"));
    assertRefused(1, "log file", "--config", log.toString(), "--dir", data());
    Files.delete(log);
    assertRefused(1, ": no such file", "--config", directory.resolve("missing").toString());
    assertEquals(1, listing(directory).size());
  }

  @Test
  void aPortInUseEndsWithOneAndTouchesNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(1, port, "--port", port, "--dir", data());
    }
    assertTrue(listing(directory).isEmpty());
  }

  @Test
  void aDirectoryThatIsNotOursIsLeftAlone() throws Exception {
    Files.createDirectory(Path.of(data()));
    Files.writeString(Path.of(data(), "letter.txt"), "dear reader");
    Map<Path, Long> before = listing(directory);
    assertRefused(1, data(), "--dir", data());
    assertEquals(before, listing(directory));
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsLeftAlone() throws Exception {
    Files.writeString(Path.of(data()), "not a directory");
    assertRefused(1, data(), "--dir", data());
    assertEquals("not a directory", Files.readString(Path.of(data())));
  }

  @Test
  void theDataOfAnotherBackendAreLeftAlone() throws Exception {
    try (DredisProcess server = DredisProcess.start("--backend", "lmdb")) {
      assertEquals(0, server.terminate().exitCode());
      Map<Path, Long> before = listing(server.data());
      assertRefused(1, "lmdb", "--dir", server.data().toString(), "--backend", "leveldb");
      assertEquals(before, listing(server.data()));
    }
  }

  @Test
  void aTerminationSignalEndsInOrderWithZeroAndNothingIsLost() throws Exception {
    try (DredisProcess server = DredisProcess.start("--fsync", "no")) {
      assertEquals("+OK\r\n", call(server, "SET", "key", "value"));
      Ended ended = server.terminate();
      assertEquals(0, ended.exitCode(), ended.toString());
      assertEquals("", ended.err());
      server.startAgain("--readonly");
      assertEquals("$5\r\nvalue\r\n", call(server, "GET", "key"));
    }
  }

  @Test
  void shutdownEndsWithZeroAndNothingIsLost() throws Exception {
    try (DredisProcess server = DredisProcess.start()) {
      try (RespConnection client = server.connect()) {
        client.send("SET", "key", "value");
        client.send("SHUTDOWN");
        assertEquals("+OK\r\n", RespConnection.text(client.readToEnd()));
      }
      Ended ended = server.awaitEnd();
      assertEquals(0, ended.exitCode(), ended.toString());
      server.startAgain();
      assertEquals("$5\r\nvalue\r\n", call(server, "GET", "key"));
    }
  }

  @Test
  void flushallEmptiesEveryDatabaseAtTheStart() throws Exception {
    try (DredisProcess server = DredisProcess.start()) {
      try (RespConnection client = server.connect()) {
        client.call("SET", "key", "value");
        client.call("SELECT", "3");
        client.call("SET", "key", "value");
      }
      server.terminate();
      server.startAgain("--flushall");
      assertEquals("*0\r\n", call(server, "KEYS", "*"));
      assertFalse(call(server, "INFO", "keyspace").contains("db"));
    }
  }

  @Test
  void configRewriteWritesTheFileThatWasGiven() throws Exception {
    Path file = Files.write(directory.resolve("redis.conf"), List.of("# mine", "timeout 5"));
    try (DredisProcess server = DredisProcess.start("--config", file.toString())) {
      assertEquals("+OK\r\n", call(server, "CONFIG", "SET", "timeout", "7"));
      assertEquals("+OK\r\n", call(server, "CONFIG", "REWRITE"));
      assertEquals(List.of("# mine", "timeout 7"), Files.readAllLines(file).subList(0, 2));
    }
  }

  @Test
  void theLogIsThatOfRedisAndTellsWhatRuns() throws Exception {
    try (DredisProcess server = DredisProcess.start("--backend", "lmdb")) {
      Ended ended = server.terminate();
      assertTrue(
          ended
              .out()
              .lines()
              .allMatch(line -> line.matches("\\d+:M \\d\\d \\w{3} \\d{4} [0-9:.]{12} [.*#-] .*")),
          ended.out());
      assertTrue(ended.out().contains("Backend lmdb, data in " + server.data()), ended.out());
      assertTrue(
          ended.out().contains("Ready to accept connections on 127.0.0.1 port " + server.port()));
    }
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private static void assertRefused(int exitCode, String part, String... arguments)
      throws Exception {
    Ended ended = DredisProcess.run(arguments);
    assertEquals(exitCode, ended.exitCode(), ended.toString());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().startsWith("dredis: "), ended.err());
    assertTrue(ended.err().contains(part), ended.err());
    assertEquals("", ended.out());
  }

  /** Returns every file below a directory with its length, and every directory with 0. */
  private static Map<Path, Long> listing(Path directory) throws Exception {
    Map<Path, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(found -> !found.equals(directory)).toList()) {
        sizes.put(file, Files.isDirectory(file) ? 0 : Files.size(file));
      }
    }
    return sizes;
  }

  private static String call(DredisProcess server, String... request) throws Exception {
    try (RespConnection client = server.connect()) {
      return RespConnection.text(client.call(request));
    }
  }
}
