package io.dredis.server.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands of all types on the same keys answer what Redis answers, those on keys of any type too,
 * and leave the same data behind.
 */
class MixedTypesDifferentialTest {
  private static final int BATCHES = 6;
  private static final int CALLS_PER_BATCH = 150;

  /** So that collections are packed, and split. */
  private static final String[] LIMITS = {"128", "3"};

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomCommandsOfAllTypesHaveTheSameRepliesAndEffects(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("MixedTypesDifferentialTest: " + backend + ", dredis.test.seed " + seed);
    RandomMixedCommands commands = new RandomMixedCommands(seed);
    String[] options = {"enable-debug-command", "yes", "backend", backend};
    EmbeddedDredis dredis = EmbeddedDredis.start(options);
    try (ServerPair servers =
        ServerPair.of(RedisServerProcess.start("--enable-debug-command", "yes"), dredis)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String limit : LIMITS) {
          try (ReplyComparison both = servers.connect(protocol)) {
            limit(both, limit);
            for (int batch = 0; batch < BATCHES; batch++) {
              runBatch(both, commands);
            }
          }
        }
      }
      if (!backend.equals("memory")) {
        dredis.restart();
        try (ReplyComparison both = servers.connect()) {
          assertSameData(both);
        }
      }
    }
  }

  private static void limit(ReplyComparison both, String limit) throws IOException {
    for (String parameter :
        List.of(
            "list-max-listpack-size",
            "set-max-intset-entries",
            "zset-max-listpack-entries",
            "hash-max-listpack-entries")) {
      both.same("CONFIG", "SET", parameter, limit);
    }
  }

  private static void runBatch(ReplyComparison both, RandomMixedCommands commands)
      throws IOException {
    for (int i = 0; i < CALLS_PER_BATCH; i++) {
      List<String> call = commands.next();
      // Redis turns a sorted set into a skiplist when it sorts it.
      if (!call.get(0).equals("SORT") || !both.same("TYPE", call.get(1)).contains("zset")) {
        sameButForOrder(both, call);
      }
    }
    assertSameData(both);
  }

  private static void assertSameData(ReplyComparison both) throws IOException {
    for (int number = 0; number < RandomMixedCommands.DATABASES; number++) {
      both.same("SELECT", Integer.toString(number));
      both.same("DBSIZE");
      for (String key : RandomMixedCommands.KEYS) {
        both.same("TYPE", key);
        both.same("OBJECT", "ENCODING", key);
        both.same("EXPIRETIME", key);
        both.same("DEBUG", "DIGEST-VALUE", key);
        both.same("COPY", key, "copy", "REPLACE");
        both.same("DEBUG", "DIGEST-VALUE", "copy");
        both.same("DEL", "copy");
      }
      for (String type : RandomMixedCommands.TYPES) {
        sameButForOrder(both, List.of("SCAN", "0", "COUNT", "1000", "TYPE", type));
      }
    }
    both.same("DEBUG", "DIGEST");
  }

  private static void sameButForOrder(ReplyComparison both, List<String> request)
      throws IOException {
    String[] words = request.toArray(String[]::new);
    String expected = RespConnection.text(both.redis().call(words));
    String actual = RespConnection.text(both.dredis().call(words));
    if (!expected.equals(actual)) {
      boolean hasOrder = List.of("LRANGE", "SORT", "ZRANGE").contains(words[0]);
      assertEquals(
          hasOrder ? expected : sorted(RespValue.parse(expected)),
          hasOrder ? actual : sorted(RespValue.parse(actual)),
          request.toString());
    }
  }

  /** Returns a reply with its elements in an order of their own, so that none has to be known. */
  private static String sorted(RespValue value) {
    List<String> elements = new ArrayList<>();
    value.elements().forEach(element -> elements.add(sorted(element)));
    elements.sort(null);
    return value.head() + value.text() + elements;
  }
}
