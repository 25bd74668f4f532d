package io.dredis.server.command.list;

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

/** The list commands answer what Redis answers, byte by byte, and leave the same lists behind. */
class ListsDifferentialTest {
  /** {@code list-max-listpack-size}, so that lists are packed, in elements, or become so. */
  private static final String[] LIMITS = {"-2", "1", "0", "12", "-5"};

  private static final int BATCHES = 5;
  private static final int CALLS_PER_BATCH = 60;
  private static final int MANY_ELEMENTS = 6000;

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes", "--rdbcompression", "no"),
        DredisInProcess.start("--backend", backend, "--enable-debug-command", "yes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomCommandsHaveTheSameRepliesAndEffects(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("ListsDifferentialTest: backend " + backend + ", dredis.test.seed " + seed);
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String limit : LIMITS) {
          try (ReplyComparison both = servers.connect(protocol)) {
            both.same("CONFIG", "SET", "list-max-listpack-size", limit);
            both.sameLine("SET string value");
            RandomListCommands commands = new RandomListCommands(seed + protocol, 40);
            for (int batch = 0; batch < BATCHES; batch++) {
              for (int call = 0; call < CALLS_PER_BATCH; call++) {
                both.same(commands.next());
              }
              assertSameLists(both);
            }
          }
        }
      }
    }
  }

  private static void assertSameLists(ReplyComparison both) throws IOException {
    for (String key : RandomListCommands.KEYS) {
      both.same("LLEN", key);
      both.same("LRANGE", key, "0", "-1");
      both.same("OBJECT", "ENCODING", key);
      both.same("DEBUG", "DIGEST-VALUE", key);
      both.same("EXISTS", key);
    }
    both.sameLine("DEBUG DIGEST");
    both.sameLine("DBSIZE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void errorsAndOddCallsAreAnsweredAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String limit : new String[] {"-2", "1"}) {
          try (ReplyComparison both = servers.connect(protocol)) {
            both.same("CONFIG", "SET", "list-max-ziplist-size", limit);
            both.sameLines("SET string value", "RPUSH l a b c a b c a");
            both.sameLines(ODD_CALLS);
          }
        }
      }
    }
  }

  private static final String[] ODD_CALLS = {
    "LPUSH l",
    "LPUSH string x",
    "RPUSH string x",
    "LPUSHX missing x y",
    "RPUSHX missing x y",
    "EXISTS missing",
    "LPUSHX string x",
    "RPUSHX l x y",
    "LPUSHX l x y",
    "LRANGE l 0 -1",
    "LPOP l 2",
    "RPOP l 2",
    "LPOP missing",
    "LPOP missing 0",
    "LPOP missing 5",
    "LPOP missing x",
    "LPOP string",
    "LPOP string 0",
    "LPOP string x",
    "LPOP l 0",
    "RPOP l 0",
    "LPOP l -1",
    "LPOP l x",
    "LPOP l 1 2",
    "RPOP l 1 2",
    "RPOP l 9223372036854775808",
    "LLEN missing",
    "LLEN string",
    "LINDEX missing 0",
    "LINDEX missing x",
    "LINDEX string x",
    "LINDEX l x",
    "LINDEX l 0",
    "LINDEX l -1",
    "LINDEX l 6",
    "LINDEX l 7",
    "LINDEX l -7",
    "LINDEX l -8",
    "LINDEX l 9223372036854775807",
    "LINDEX l -9223372036854775808",
    "LSET missing 0 x",
    "LSET missing x x",
    "LSET string x x",
    "LSET string 0 x",
    "LSET l x x",
    "LSET l 7 x",
    "LSET l -8 x",
    "LSET l 9223372036854775807 x",
    "LSET l -9223372036854775808 x",
    "LSET l 0 a",
    "LSET l -1 a",
    "LRANGE missing 0 -1",
    "LRANGE missing x -1",
    "LRANGE string 0 -1",
    "LRANGE string 0 x",
    "LRANGE l 0 x",
    "LRANGE l 5 2",
    "LRANGE l 7 9",
    "LRANGE l -100 100",
    "LRANGE l -3 -2",
    "LRANGE l -9223372036854775808 9223372036854775807",
    "LRANGE l 9223372036854775807 -9223372036854775808",
    "LRANGE l 0 -8",
    "LRANGE l 0 -7",
    "LTRIM missing 0 x",
    "LTRIM missing 0 1",
    "LTRIM string 0 x",
    "LTRIM string 0 1",
    "LTRIM l 0 x",
    "LTRIM l -100 100",
    "LTRIM l -9223372036854775808 9223372036854775807",
    "LINSERT missing beside a b",
    "LINSERT missing before a b",
    "LINSERT string beside a b",
    "LINSERT string before a b",
    "LINSERT l before missing b",
    "LINSERT l BEFORE b before",
    "LINSERT l After b after",
    "LRANGE l 0 -1",
    "LREM missing 0 a",
    "LREM missing x a",
    "LREM string 0 a",
    "LREM string x a",
    "LREM l 0 missing",
    "LREM l 1 before",
    "LREM l -1 after",
    "LPOS missing a",
    "LPOS missing a COUNT 1",
    "LPOS missing a RANK 0",
    "LPOS missing a COUNT -1",
    "LPOS missing a MAXLEN -1",
    "LPOS string a",
    "LPOS string a RANK 0",
    "LPOS l missing",
    "LPOS l missing COUNT 0",
    "LPOS l a RANK 0",
    "LPOS l a RANK x",
    "LPOS l a COUNT x",
    "LPOS l a MAXLEN x",
    "LPOS l a COUNT -1",
    "LPOS l a MAXLEN -1",
    "LPOS l a RANK",
    "LPOS l a COUNT 1 RANK",
    "LPOS l a OFFSET 1",
    "LPOS l a RANK 2 RANK 1",
    "LPOS l a RANK 2",
    "LPOS l a RANK -2",
    "LPOS l a RANK 4",
    "LPOS l a RANK 9223372036854775807",
    "LPOS l a RANK -9223372036854775807",
    "LPOS l a RANK -9223372036854775808",
    "LPOS l a RANK -9223372036854775808 COUNT 0",
    "LPOS l a COUNT 0",
    "LPOS l a COUNT 2",
    "LPOS l a COUNT 9223372036854775807",
    "LPOS l a COUNT 9223372036854775808",
    "LPOS l a RANK 2 COUNT 1",
    "LPOS l a RANK -1 COUNT 0",
    "LPOS l a RANK -2 COUNT 5 MAXLEN 4",
    "LPOS l a MAXLEN 0",
    "LPOS l c MAXLEN 2",
    "LPOS l c MAXLEN 3",
    "LPOS l c RANK -1 MAXLEN 1",
    "LPOS l c MAXLEN 9223372036854775807 COUNT 0",
    "LREM l -2 a",
    "LRANGE l 0 -1",
    "LREM l -9223372036854775808 a",
    "LREM l 9223372036854775807 b",
    "LRANGE l 0 -1",
    "RPUSH l 1 2 3",
    "LPOS l 1",
    "LPOS l 01",
    "LINSERT l AFTER 2 02",
    "LREM l 0 02",
    "TYPE l",
    "OBJECT ENCODING l",
    "OBJECT REFCOUNT l",
    "MOVE l 3",
    "EXISTS l",
    "SELECT 3",
    "LRANGE l 0 -1",
    "SCAN 0 TYPE list",
    "SCAN 0 TYPE string",
    "COPY l two",
    "COPY l string DB 0",
    "COPY l string DB 0 REPLACE",
    "LSET two 0 changed",
    "LRANGE l 0 -1",
    "RENAME two l",
    "LRANGE l 0 -1",
    "GETSET l v",
    "GET l",
    "APPEND l v",
    "HGET l f",
    "SELECT 0",
    "LRANGE string 0 -1",
    "LTRIM string 1 0",
    "EXISTS string",
    "RPUSH string one two",
    "SET string v",
    "GET string",
    "RPUSH pop 1 2 3",
    "LPOP pop 100",
    "EXISTS pop",
    "RPUSH pop 1 2 3",
    "RPOP pop 3",
    "EXISTS pop",
    "RPUSH pop 1",
    "LPOP pop",
    "EXISTS pop",
    "RPUSH pop 1 1",
    "LREM pop 0 1",
    "EXISTS pop"
  };

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void aLargeListIsAnsweredWholeWhateverHappensToItMeanwhile(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          fill(both);
          String[] lines = {
            "LRANGE l 0 -1",
            "LINSERT l BEFORE last beside",
            "LINSERT l AFTER missing beside",
            "LINSERT l AFTER e9 near",
            "LREM l 0 missing",
            "LREM l -3 e1",
            "LREM l 3 last",
            "LREM l 550 e2",
            "LREM l 0 e0",
            "LPOP l 2000",
            "LRANGE l 5 -5",
            "LPOS l e3",
            "LPOS l last COUNT 0",
            "LPOS l last",
            "LPOS l missing",
            "LPOS l missing COUNT 3",
            "LPOS l e3 COUNT 0",
            "LPOS l e3 COUNT 0 RANK -5 MAXLEN 2000",
            "LPOS l e3 COUNT 400 RANK 100",
            "LREM l 0 e3",
            "LLEN l",
            "RPOP l 1500",
            "LINSERT l BEFORE e4 new",
            "LREM l -600 e5",
            "LTRIM l 100 -500",
            "LRANGE l 0 -1",
            "LPOP l 1000000",
            "EXISTS l",
            "LRANGE l 0 -1"
          };
          both.sendRaw(RespConnection.bytes(String.join("\r\n", lines) + "\r\n"));
          for (String line : lines) {
            both.sameReply(line);
          }
        }
      }
    }
  }

  private static void fill(ReplyComparison both) throws IOException {
    for (int i = 0; i < MANY_ELEMENTS; i += 500) {
      List<String> request = new ArrayList<>(List.of("RPUSH", "l"));
      for (int j = i; j < i + 500; j++) {
        request.add("e" + j % 10);
      }
      both.same(request.toArray(String[]::new));
    }
    both.sameLine("RPUSH l last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void longElementsAreReadFromASnapshot(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      for (int i = 0; i < 100; i++) {
        both.same("RPUSH", "l", "long".repeat(5000) + i);
      }
      both.sameLine("LRANGE l 0 -1");
      both.sameLine("LINDEX l 99");
      both.sameLine("LPOP l 10");
      both.sameLine("RPOP l 10");
      both.same("LPOS", "l", "long".repeat(5000) + 50);
      both.same("LINSERT", "l", "AFTER", "long".repeat(5000) + 50, "short");
      both.sameLine("LRANGE l 38 44");
      both.sameLine("LPOP l");
      both.sameLine("DEBUG DIGEST-VALUE l");
    }
  }
}
