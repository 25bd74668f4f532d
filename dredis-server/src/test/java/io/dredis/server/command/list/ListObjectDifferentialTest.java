package io.dredis.server.command.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DEBUG OBJECT says of a list that was pushed to its tail, and CONFIG of the settings. */
class ListObjectDifferentialTest {
  private static final String[] SIZES = {
    "-2", "-1", "-3", "-4", "-5", "-6", "-2147483648", "0", "1", "2", "50", "32768", "2147483647"
  };

  /** From which size on an element has a node of its own. */
  private static final String[] THRESHOLDS = {"0", "0", "1b", "5", "100b", "4kb", "1gb"};

  private static ServerPair start() {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes", "--rdbcompression", "no"),
        DredisInProcess.start("--enable-debug-command", "yes"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void nodesAndLengthsAreThoseOfRedis(int protocol) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("ListObjectDifferentialTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    try (ServerPair servers = start();
        ReplyComparison both = servers.connect(protocol)) {
      for (String size : SIZES) {
        both.same("CONFIG", "SET", "list-max-listpack-size", size);
        boolean compressed = random.nextInt(4) == 0;
        both.same("CONFIG", "SET", "list-compress-depth", compressed ? "1" : "0");
        both.same(
            "DEBUG", "QUICKLIST-PACKED-THRESHOLD", THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
        for (int longest : new int[] {1, 12, 70, 300, 5000, 20_000}) {
          both.sameLine("DEL l");
          both.sameLine("RPUSH l first");
          assertSameObject(both, compressed);
          for (int push = 0; push < 4; push++) {
            both.same(push(random, longest));
            assertSameObject(both, compressed);
          }
        }
      }
    }
  }

  private static String[] push(Random random, int longest) {
    List<String> request = new ArrayList<>(List.of("RPUSH", "l"));
    for (int i = random.nextInt(60); i >= 0; i--) {
      String digits = Long.toString(random.nextLong() >> random.nextInt(Long.SIZE));
      request.add(random.nextBoolean() ? digits : "e".repeat(random.nextInt(longest)));
    }
    return request.toArray(String[]::new);
  }

  private static void assertSameObject(ReplyComparison both, boolean compressed)
      throws IOException {
    String expected = describe(both.redis(), compressed);
    assertTrue(expected.contains("ql_nodes:"), expected);
    assertEquals(expected, describe(both.dredis(), compressed));
  }

  /** Returns what is said but for the address, the times, and a length after compression. */
  private static String describe(RespConnection connection, boolean compressed) throws IOException {
    String object =
        RespConnection.text(connection.call("DEBUG", "OBJECT", "l"))
            .replaceAll("at:0x[0-9a-f]+", "at:")
            .replaceAll(" lru:\\d+ lru_seconds_idle:\\d+", "");
    return compressed ? object.replaceAll("serializedlength:\\d+", "") : object;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void settingsAreTakenAndRefusedAlike(int protocol) throws IOException {
    try (ServerPair servers = start();
        ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "CONFIG GET list-max-listpack-size",
          "CONFIG GET list-max-ziplist-size",
          "CONFIG GET list-compress-depth",
          "CONFIG SET list-compress-depth 2147483647",
          "CONFIG SET list-compress-depth -1",
          "CONFIG SET list-compress-depth 2147483648",
          "CONFIG SET list-compress-depth x",
          "CONFIG GET list-compress-depth",
          "CONFIG SET list-max-ziplist-size 2147483648",
          "CONFIG SET list-max-listpack-size -2147483649",
          "CONFIG SET list-max-listpack-size x",
          "CONFIG SET list-max-ziplist-size 7",
          "CONFIG GET list-max-listpack-size",
          "CONFIG GET list-max-ziplist-size");
    }
  }
}
