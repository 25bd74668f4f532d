package io.dredis.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each benchmark on little data: that its table is whole, not what is in it. */
class BenchmarksTest {
  @TempDir private Path directory;

  @Test
  void growthHasARowForEachCommandThatMustNotGrow() throws Exception {
    List<String> rows = rows("growth", "--sizes", "10000,12000", "--rounds", "1", "--warm-up", "0");
    for (String command :
        """
        ZADD;ZRANK;ZREVRANK;ZSCORE;ZCOUNT over half;ZRANGE of 10 in the middle;
        ZRANGEBYSCORE with LIMIT far in;ZREMRANGEBYRANK of 10;ZPOPMIN;HSET;HGET;HRANDFIELD;SADD;
        SISMEMBER;SPOP;SRANDMEMBER;LPUSH;LPOP;LINDEX in the middle;LSET in the middle;
        LRANGE of 10 in the middle;LINSERT near an end;LINSERT in the middle (scan);
        LPOS of that pivot (scan);DEL;RENAME;DBSIZE;RANDOMKEY;SCAN step
        """
            .replace("\n", "")
            .split(";", -1)) {
      assertTrue(
          rows.removeFirst().startsWith("| " + command + " | "), () -> command + " in " + rows);
    }
    assertEquals(List.of(), rows);
  }

  @Test
  void queueHasARowForEachNumberOfWaitingElements() throws Exception {
    List<String> rows = rows("queue", "--rounds", "1000", "--waiting", "5,10");
    assertEquals(2, rows.size());
    assertTrue(rows.get(0).startsWith("| memory, 5 waiting | "), rows.get(0));
    assertTrue(rows.get(1).startsWith("| memory, 10 waiting | "), rows.get(1));
  }

  @Test
  void packingHasARowForEachForm() throws Exception {
    List<String> rows = rows("packing", "--hashes", "200");
    assertEquals(2, rows.size());
    assertTrue(rows.get(0).startsWith("| memory, packed | "), rows.get(0));
    assertTrue(rows.get(1).startsWith("| memory, split | "), rows.get(1));
  }

  @Test
  void sizesHaveARowForEachLengthAndNumber() throws Exception {
    List<String> rows =
        rows(
            "sizes",
            "--entries",
            "16,32",
            "--element-bytes",
            "10",
            "--collections",
            "5",
            "--rounds",
            "1");
    assertEquals(2, rows.size());
    assertTrue(rows.get(0).startsWith("| 10 · 16 | "), rows.get(0));
    assertTrue(rows.get(1).startsWith("| 10 · 32 | "), rows.get(1));
  }

  @Test
  void memoryRunHasARowForEachStep() throws Exception {
    List<String> rows = rows("memory", "--backend", "leveldb", "--elements", "5000");
    for (String step :
        """
        build the hash;build the set;build the sorted set;build the list;HGETALL hash;SMEMBERS set;
        ZRANGE zset 0 -1;LRANGE list 0 -1;SUNIONSTORE set-2 set few;ZUNIONSTORE zset-2 2 zset few;
        COPY hash hash-2;COPY list list-2;RENAME of each;DEL of all eight;reclaim the space
        """
            .replace("\n", "")
            .split(";", -1)) {
      assertTrue(rows.removeFirst().startsWith("| " + step + " | "), () -> step + " in " + rows);
    }
    assertEquals(List.of(), rows);
  }

  @Test
  void rdbHasARowForRedisAndOneForTheBackend() throws Exception {
    List<String> rows =
        rows("rdb", "--keys", "100", "--small", "2", "--medium", "1", "--members", "1000");
    assertEquals(2, rows.size());
    assertTrue(rows.get(0).startsWith("| redis | "), rows.get(0));
    assertTrue(rows.get(1).startsWith("| memory | "), rows.get(1));
  }

  @Test
  void bgsaveHasARowForRedisAndOneForTheBackend() throws Exception {
    List<String> rows = rows("bgsave", "--keys", "1000", "--rounds", "1", "--seconds", "1");
    assertEquals(2, rows.size());
    assertTrue(rows.get(0).startsWith("| redis | "), rows.get(0));
    assertTrue(rows.get(1).startsWith("| memory | "), rows.get(1));
  }

  @Test
  void unknownOptionsAreRefused() throws Exception {
    assertEquals(2, Main.run(new PrintStream(new ByteArrayOutputStream()), "growth", "--no-such"));
    assertEquals(2, Main.run(new PrintStream(new ByteArrayOutputStream()), "no-such"));
  }

  /** Runs a benchmark on one backend and returns the rows of its table. */
  private List<String> rows(String... arguments) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--backend")) {
      all.addAll(List.of("--backend", "memory", "--memory-heap", "512m"));
    }
    all.addAll(List.of("--dir", directory.toString()));
    Main.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList(), "files left behind");
    }
    List<String> rows =
        bytes
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("| "))
            .toList();
    // Without the heads and the line below.
    return new ArrayList<>(rows.subList(2, rows.size()));
  }
}
