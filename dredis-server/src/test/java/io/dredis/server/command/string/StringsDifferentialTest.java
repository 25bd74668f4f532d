package io.dredis.server.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The string commands answer what Redis answers, byte by byte, and leave the same values behind.
 */
class StringsDifferentialTest {
  private static final int BATCHES = 60;
  private static final int CALLS_PER_BATCH = 50;
  private static final long TTL_TOLERANCE_MILLIS = 120_000;
  private static final int LARGE_BYTES = 3_000_000;

  /** The lowest limit Redis allows, which a few calls reach, and the digests of values. */
  private static final String CONFIGURATION =
      """
      proto-max-bulk-len 1mb
      enable-debug-command yes
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomCommandsHaveTheSameRepliesAndEffects(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println(
        "StringsDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    RandomStringCommands commands = new RandomStringCommands(seed);
    try (ServerPair servers = startWithLowLimit(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          for (int batch = 0; batch < BATCHES; batch++) {
            for (int call = 0; call < CALLS_PER_BATCH; call++) {
              both.same(commands.next());
            }
            assertSameValues(both);
          }
        }
      }
    }
  }

  private static void assertSameValues(ReplyComparison both) throws IOException {
    for (String key : RandomStringCommands.KEYS) {
      both.same("OBJECT", "ENCODING", key);
      both.same("STRLEN", key);
      both.same("GET", key);
      both.same("DEBUG", "DIGEST-VALUE", key);
      long redisMillis = integer(both.redis().call("PEXPIRETIME", key));
      long dredisMillis = integer(both.dredis().call("PEXPIRETIME", key));
      String message = key + " expires at " + redisMillis + ", with dredis at " + dredisMillis;
      if (redisMillis < 0) {
        assertEquals(redisMillis, dredisMillis, message);
      } else {
        assertTrue(Math.abs(redisMillis - dredisMillis) < TTL_TOLERANCE_MILLIS, message);
      }
    }
  }

  private static long integer(byte[] reply) {
    return Long.parseLong(RespConnection.text(reply).substring(1).trim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void largeValuesAreWrittenWholeWhateverHappensToThemMeanwhile(String backend) throws IOException {
    byte[] large = new byte[LARGE_BYTES];
    new Random(7).nextBytes(large);
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      both.same(RespConnection.bytes("SET"), RespConnection.bytes("large"), large);
      both.sameLine("GETRANGE large 4079 2999999");
      both.sameLine("MGET large missing large");
      both.sameLine("SETRANGE large 5000000 x");
      both.sameLine("GETEX large EX 1000");
      assertSamePipelined(
          both,
          "GET large",
          "GETSET large small",
          "GET large",
          "SETRANGE large 900000 y",
          "SET large z GET",
          "SETRANGE large 700000 y",
          "GETEX large PXAT 1",
          "EXISTS large",
          "SETRANGE large 800000 y",
          "MGET large large",
          "GETDEL large",
          "GET large");
    }
  }

  private static void assertSamePipelined(ReplyComparison both, String... lines)
      throws IOException {
    StringBuilder requests = new StringBuilder();
    for (String line : lines) {
      requests.append(line).append("\r\n");
    }
    both.sendRaw(RespConnection.bytes(requests.toString()));
    for (String line : lines) {
      both.sameReply(line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void keyspaceHitsAndMissesAreCountedAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      both.sameLine("CONFIG RESETSTAT");
      for (String line :
          new String[] {
            "SET k v",
            "GET k",
            "GET no",
            "MGET k no k",
            "SET k v GET",
            "SET no2 v XX GET",
            "GETSET k w",
            "GETEX k PERSIST",
            "GETEX no EX 0",
            "STRLEN k",
            "STRLEN no",
            "APPEND k x",
            "SETRANGE no 0 x",
            "GETRANGE k 0 1",
            "SUBSTR missing 0 1",
            "INCR n",
            "DECRBY n 2",
            "INCRBYFLOAT n 1",
            "LCS k missing",
            "LCS k n LEN",
            "SETNX k v",
            "MSETNX k v l v",
            "GETDEL k",
            "GETDEL k"
          }) {
        both.sameLine(line);
        assertEquals(keyspaceCounts(both.redis()), keyspaceCounts(both.dredis()), line);
      }
    }
  }

  private static String keyspaceCounts(RespConnection connection) throws IOException {
    String info = RespConnection.text(connection.call("INFO", "stats"));
    return info.replaceAll("(?s).*(keyspace_hits:\\d+\r\nkeyspace_misses:\\d+).*", "$1");
  }

  private static ServerPair start(String backend) {
    return ServerPair.of(RedisServerProcess.start(), DredisProcess.start("--backend", backend));
  }

  private ServerPair startWithLowLimit(String backend) throws IOException {
    Path file = directory.resolve("dredis.conf");
    Files.writeString(file, CONFIGURATION);
    return ServerPair.of(
        RedisServerProcess.start("--proto-max-bulk-len", "1mb", "--enable-debug-command", "yes"),
        DredisProcess.start("--backend", backend, "--config", file.toString()));
  }
}
