package io.dredis.server.command.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.command.sort.RandomSortCommands.Call;
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

/** SORT answers what Redis answers, and stores what Redis stores. */
class SortDifferentialTest {
  private static final int BATCHES = 4;
  private static final int CALLS_PER_BATCH = 120;

  /** So that collections are packed, and split. */
  private static final String[] LIMITS = {"512", "2"};

  private static ServerPair start(String backend) {
    return ServerPair.of(RedisServerProcess.start(), EmbeddedDredis.start("backend", backend));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomCallsHaveTheSameRepliesAndEffects(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("SortDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    RandomSortCommands commands = new RandomSortCommands(seed);
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String limit : LIMITS) {
          try (ReplyComparison both = servers.connect(protocol)) {
            both.same("CONFIG", "SET", "list-max-listpack-size", limit);
            both.same("CONFIG", "SET", "set-max-intset-entries", limit);
            both.same("CONFIG", "SET", "zset-max-listpack-entries", limit);
            both.same("CONFIG", "SET", "hash-max-listpack-entries", limit);
            for (int batch = 0; batch < BATCHES; batch++) {
              runBatch(both, commands, batch);
            }
          }
        }
      }
    }
  }

  private static void runBatch(ReplyComparison both, RandomSortCommands commands, int batch)
      throws IOException {
    boolean large = batch == BATCHES - 1;
    for (List<String> write : commands.writes(batch % 2 == 0, large ? 2000 : 50)) {
      both.same(write.toArray(String[]::new));
    }
    for (int i = 0; i < (large ? CALLS_PER_BATCH / 3 : CALLS_PER_BATCH); i++) {
      Call call = commands.next();
      if (call.anyOrder()) {
        sameInAnyOrder(both, call.words());
      } else {
        both.same(call.words().toArray(String[]::new));
      }
      if (call.words().contains("STORE")) {
        assertSameTargets(both);
      }
    }
  }

  private static void assertSameTargets(ReplyComparison both) throws IOException {
    for (String target : RandomSortCommands.TARGETS) {
      both.same("TYPE", target);
      both.same("OBJECT", "ENCODING", target);
      both.same("LRANGE", target, "0", "-1");
    }
  }

  private static void sameInAnyOrder(ReplyComparison both, List<String> request)
      throws IOException {
    String[] words = request.toArray(String[]::new);
    RespValue expected = RespValue.parse(RespConnection.text(both.redis().call(words)));
    RespValue actual = RespValue.parse(RespConnection.text(both.dredis().call(words)));
    assertEquals(expected.head(), actual.head(), request.toString());
    assertEquals(sorted(expected), sorted(actual), request.toString());
  }

  private static List<String> sorted(RespValue reply) {
    List<String> parts = new ArrayList<>();
    reply.elements().forEach(element -> parts.add(element.head() + " " + element.text()));
    parts.sort(null);
    return parts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void oddNumbersAndOddCallsAreAnsweredAlike(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    RandomSortCommands commands = new RandomSortCommands(seed);
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      for (List<List<String>> calls : RandomSortCommands.oddNumbers()) {
        // Redis forgets that a number was out of range when it has accepted a client.
        try (ReplyComparison fresh = servers.connect()) {
          for (List<String> call : calls) {
            fresh.same(call.toArray(String[]::new));
          }
        }
      }
      both.sameLine("FLUSHALL");
      both.sameLines(ODD_CALLS);
      for (int i = 0; i < 300; i++) {
        List<String> words = new ArrayList<>(commands.words());
        words.addAll(0, List.of("COMMAND", "GETKEYSANDFLAGS"));
        both.same(words.toArray(String[]::new));
      }
    }
  }

  private static final String[] ODD_CALLS = {
    "SORT",
    "SORT_RO",
    "SET string 1",
    "HSET hash f 1",
    "SORT string",
    "SORT_RO hash",
    "SORT string STORE x",
    "SORT string BOGUS",
    "SORT string LIMIT 0 x",
    "SORT_RO list STORE x",
    "RPUSH list 2 3 1",
    "SORT_RO list STORE x",
    "SORT list STORE string",
    "TYPE string",
    "EXPIRE string 100",
    "SORT list DESC STORE string",
    "TTL string",
    "LRANGE string 0 -1",
    "SORT missing STORE string",
    "EXISTS string",
    "SORT list STORE list",
    "LRANGE list 0 -1",
    "SORT list LIMIT 3 1 STORE list",
    "EXISTS list",
    "RPUSH texts b a c",
    "SORT texts",
    "SORT texts LIMIT 0 0",
    "SORT texts LIMIT 5 5 STORE hash",
    "TYPE hash",
    "SORT texts BY nosort LIMIT 5 5 STORE hash",
    "TYPE hash",
    "SADD set 10 9 a",
    "SORT set BY nosort STORE list",
    "LRANGE list 0 -1",
    "SORT set BY nosort DESC LIMIT 1 5 STORE list",
    "LRANGE list 0 -1",
    "SADD integers 10 9 8",
    "SORT integers BY nosort DESC",
    "SORT integers BY nosort LIMIT 1 1",
    "ZADD zset 1 z 2 y 3 x",
    "SORT zset BY nosort DESC LIMIT 1 1",
    "SORT zset BY nosort STORE list GET # GET missing_*",
    "LRANGE list 0 -1",
    "SORT zset ALPHA",
    "SET w_x 5",
    "SORT zset BY w_* GET w_y GET w_*",
  };

  /** So much is sorted outside the lock, and its reply comes from a file. */
  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void manyElementsAreSortedAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(3)) {
      for (String write : new String[] {"RPUSH list", "SADD set", "ZADD zset"}) {
        List<String> words = new ArrayList<>(List.of(write.split(" ", -1)));
        for (int i = 0; i < 10_000; i++) {
          if (words.get(0).equals("ZADD")) {
            words.add(Integer.toString(i % 100));
          }
          words.add(Integer.toString((i * 7919) % 10_007));
        }
        both.same(words.toArray(String[]::new));
      }
      both.same("SET", "w_0", "y".repeat(30_000));
      both.same("SET", "w_1", "z".repeat(300_000));
      both.sameLines("SET w_2 7", "SET w_3 x", "HSET h_4 f -5");
      for (String key : new String[] {"list", "set", "zset"}) {
        for (String options : LARGE_SORTS) {
          both.sameLine("SORT " + key + " " + options);
        }
      }
      both.sameLine("LRANGE stored 0 -1");
      both.sameLine("RPUSH list x");
      both.sameLines("SORT list", "SORT list STORE stored", "LLEN stored");
    }
  }

  private static final String[] LARGE_SORTS = {
    "ASC",
    "DESC ALPHA",
    "LIMIT 0 1 GET w_*",
    "LIMIT 0 5 GET w_* GET # GET h_*->f",
    "BY h_*->f LIMIT 0 5 GET #",
    "BY w_* ALPHA DESC LIMIT 0 3",
    "BY w_*",
    "LIMIT 5000 4500",
    "LIMIT 20000 1",
    "DESC STORE stored",
    "BY h_*->f GET # GET w_* STORE stored",
  };

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void keyspaceHitsAndMissesAreCountedAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      both.sameLines("RPUSH list 1 2 3", "SET w_1 3", "SET w_2 1", "HSET h_1 f 1 g 2");
      both.sameLine("CONFIG RESETSTAT");
      for (String line :
          new String[] {
            "SORT list",
            "SORT none",
            "SORT list BY w_*",
            "SORT list BY h_*->f GET h_*->g GET w_*",
            "SORT list BY nosort GET # GET none",
            "SORT list BY w_* STORE stored",
            "SORT none STORE stored"
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
}
