package io.dredis.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each comparison on little data: that its tables are whole, not what is in them. */
class ComparisonsTest {
  @TempDir private Path directory;
  private Path launcher;

  /** Writes a launcher that runs the classes under test, for there may be no jar yet. */
  @BeforeEach
  void writeLauncher() throws IOException {
    launcher = directory.resolve("launcher");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec "$JAVA_HOME/bin/java" $DREDIS_JAVA_OPTS --enable-native-access=ALL-UNNAMED \
          -cp '%s' %s "$@"
        """
            .formatted(
                System.getProperty("java.class.path"), io.dredis.server.cli.Main.class.getName()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void compareHasARowForEachCommandAndServer() throws Exception {
    Path json = directory.resolve("results.json");
    List<String> rows =
        rows(
            "compare --backends memory --rounds 1 --requests 500 --keys 100 --elements 100"
                + " --clients 2 --pipeline 2 --json "
                + json);
    for (String command :
        "SET GET INCR HSET LPUSH LPOP SADD ZADD ZRANK ZRANGE EVALSHA".split(" ", -1)) {
      for (String server : List.of("redis, AOF", "redis, memory", "memory")) {
        assertBegins("| " + command + ", " + server + " | ", rows);
      }
    }
    assertBegins("| redis, memory | ", rows);
    assertBegins("| memory | ", rows);
    assertEquals(List.of(), rows);
    Map<String, Object> report = JSON.std.mapFrom(Files.readString(json));
    assertEquals(33, ((List<?>) report.get("results")).size());
  }

  @Test
  void compareHasATableForEachLoadAndSize() throws Exception {
    List<String> rows =
        rows(
            "compare --backends leveldb --rounds 1 --requests 4000 --keys 100 --elements 10"
                + " --commands lpop --clients 1,3 --size 8192,16384 --pipeline 1 --beyond"
                + " --small-heap 64 --small-cache 1 --times 1 --jvm-options -Xss512k"
                + " --server-options --fsync --server-options no");
    // For each size, each key space and each number of clients.
    assertEquals(2 * 2 * 2 * (3 + 2), rows.size());
  }

  @Test
  void startHasARowForEachNumberOfKeysAndServer() throws Exception {
    List<String> rows = rows("start --backends lmdb,memory --keys 0,500 --rounds 1");
    assertBegins("| lmdb, 0 keys | ", rows);
    assertBegins("| redis, AOF, 0 keys | ", rows);
    assertBegins("| lmdb, 500 keys | ", rows);
    assertBegins("| redis, AOF, 500 keys | ", rows);
    assertEquals(List.of(), rows);
  }

  @Test
  void largeHasARowForEachServer() throws Exception {
    List<String> rows = rows("large --backends memory --bytes 100000 --rounds 1");
    assertBegins("| redis, AOF | ", rows);
    assertBegins("| redis, memory | ", rows);
    assertBegins("| memory | ", rows);
    assertEquals(List.of(), rows);
  }

  @Test
  void beyondHasARowForEachServerAndPipeline() throws Exception {
    List<String> rows =
        rows(
            "beyond --backends leveldb,memory --small-cache 1 --times 1 --small-heap 64 --millis"
                + " 100 --size 65536 --rounds 1 --clients 2");
    assertBegins("| leveldb | ", rows);
    assertBegins("| leveldb, -P 16 | ", rows);
    assertBegins("| redis, memory | ", rows);
    assertBegins("| redis, memory, -P 16 | ", rows);
    assertEquals(List.of(), rows);
  }

  @Test
  void middleHasARowForEachCommandAndServer() throws Exception {
    List<String> rows = rows("middle --backends memory --members 200 --rounds 1 --millis 20");
    for (String command :
        List.of("ZRANK", "ZCOUNT over half", "ZRANGE of 10", "ZRANGEBYSCORE LIMIT")) {
      assertBegins("| " + command + ", redis, AOF | ", rows);
      assertBegins("| " + command + ", memory | ", rows);
    }
    assertEquals(List.of(), rows);
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertEquals(2, run("compare --commands get,no-such"));
    assertEquals(2, run("compare --no-such"));
  }

  private static void assertBegins(String expected, List<String> rows) {
    assertTrue(rows.removeFirst().startsWith(expected), () -> expected + " before " + rows);
  }

  private static int run(String line) {
    try {
      return Main.run(new PrintStream(new ByteArrayOutputStream()), line.split(" ", -1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a comparison and returns the rows of all its tables, without their heads. */
  private List<String> rows(String line) throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(line.split(" ", -1)));
    all.addAll(List.of("--dir", data.toString(), "--dredis", launcher.toString()));
    Main.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
    try (Stream<Path> left = Files.list(data)) {
      assertEquals(List.of(), left.toList(), "files left behind");
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("| --- ");
      if (lines.get(i).startsWith("| ") && !head && !lines.get(i).startsWith("| --- ")) {
        rows.add(lines.get(i));
      }
    }
    return rows;
  }
}
