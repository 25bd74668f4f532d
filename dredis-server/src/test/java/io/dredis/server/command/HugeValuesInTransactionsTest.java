package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.EmbeddedDredis;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is worked out outside the lock when it stands alone, as SORT with STORE and COPY of huge
 * values, is part of the transaction within MULTI and scripts: it sees what was written before, it
 * is seen by what comes behind, and it is undone with the script.
 */
@Timeout(120)
class HugeValuesInTransactionsTest {
  private static final int ELEMENTS_AT_ONCE = 5000;

  /** Each a request; together they use every kind of such work, and results of it as inputs. */
  private static final List<String> WORK =
      List.of(
          "SORT list STORE sorted",
          "LINDEX sorted 0",
          "RPUSH sorted last",
          "SORT sorted ALPHA DESC LIMIT 0 3",
          "COPY sorted copied",
          "LREM copied 0 last",
          "LLEN copied",
          "SUNIONSTORE union set even",
          "SADD union more",
          "SDIFFSTORE difference union even",
          "SCARD difference",
          "SINTERSTORE set set even",
          "ZUNIONSTORE scores 2 set even",
          "ZADD scores 0.5 first",
          "ZRANGESTORE range scores 1 -2",
          "ZCARD range",
          "ZREMRANGEBYRANK scores 10 -10",
          "RENAME union renamed",
          "EXISTS union",
          "COPY renamed there DB 3",
          "MOVE copied 3",
          "DEL even",
          "SUNIONSTORE renamed renamed even set",
          "SCARD renamed",
          "HSET hash more 1",
          "COPY hash hash2",
          "HLEN hash2",
          "UNLINK hash",
          "LTRIM list 10 -10",
          "SORT list BY nosort LIMIT 0 2",
          "DBSIZE");

  /** Performs what stands in its arguments, one request in each. */
  private static final String PERFORM =
      """
      local replies = {}
      for i, line in ipairs(ARGV) do
        local words = {}
        for word in line:gmatch('%S+') do words[#words + 1] = word end
        replies[i] = redis.call(unpack(words))
      end
      return replies
      """;

  private static final String PERFORM_FOR_EVER =
      PERFORM.replace("return replies", "while true do end");

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes"),
        DredisInProcess.start("--enable-debug-command", "yes", "--backend", backend));
  }

  /** Fills the keys that the work begins with. */
  private static List<String[]> fill(int count) {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("HugeValuesInTransactionsTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    List<String[]> requests = new ArrayList<>();
    for (int from = 0; from < count; from += ELEMENTS_AT_ONCE) {
      List<String> list = new ArrayList<>(List.of("RPUSH", "list"));
      List<String> set = new ArrayList<>(List.of("SADD", "set"));
      List<String> even = new ArrayList<>(List.of("SADD", "even"));
      List<String> hash = new ArrayList<>(List.of("HSET", "hash"));
      for (int i = from; i < Math.min(from + ELEMENTS_AT_ONCE, count); i++) {
        list.add(Integer.toString(random.nextInt()));
        set.add("member" + i);
        even.add("member" + 2 * i);
        hash.addAll(List.of("field" + i, "value"));
      }
      for (List<String> request : List.of(list, set, even, hash)) {
        requests.add(request.toArray(String[]::new));
      }
    }
    return requests;
  }

  @ParameterizedTest
  @CsvSource({"leveldb, 4200", "leveldb, 110000", "lmdb, 4200", "memory, 4200"})
  void workInATransactionIsAsInRedis(String backend, int count) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      for (String[] request : fill(count)) {
        both.same(request);
      }
      both.same("MULTI");
      both.sameLines(WORK.toArray(String[]::new));
      both.same("EXEC");
      both.same("DEBUG", "DIGEST");
      both.sameLines("MULTI", "FLUSHALL", "DBSIZE", "SUNIONSTORE none set even", "EXEC", "DBSIZE");
    }
  }

  @ParameterizedTest
  @CsvSource({"leveldb, 4200", "lmdb, 4200", "lmdb, 110000", "memory, 4200"})
  void workInAScriptIsAsInRedis(String backend, int count) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(2)) {
      for (String[] request : fill(count)) {
        both.same(request);
      }
      both.same(script(PERFORM, WORK));
      both.same("DEBUG", "DIGEST");
      both.same(script(PERFORM, List.of("FLUSHALL", "DBSIZE", "SUNIONSTORE none set even")));
      both.same("DBSIZE");
    }
  }

  private static String[] script(String code, List<String> lines) {
    List<String> request = new ArrayList<>(List.of("EVAL", code, "0"));
    request.addAll(lines);
    return request.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({"leveldb, 20000", "lmdb, 20000", "memory, 110000"})
  void workOfAKilledScriptIsUndone(String backend, int count) throws IOException {
    try (EmbeddedDredis server =
            EmbeddedDredis.start(
                "backend", backend, "busy-reply-threshold", "10", "enable-debug-command", "yes");
        RespConnection runner = server.connect();
        RespConnection other = server.connect()) {
      for (String[] request : fill(count)) {
        other.call(request);
      }
      String before = text(other.call("DEBUG", "DIGEST"));
      List<String> work = new ArrayList<>(WORK);
      work.addAll(List.of("SET done 1", "FLUSHALL", "SET done 2"));
      runner.send(script(PERFORM_FOR_EVER, work));
      // In the midst of the work, or behind it.
      while (!text(other.call("PING")).startsWith("-BUSY")) {
        Thread.onSpinWait();
      }
      assertEquals("+OK\r\n", text(other.call("SCRIPT", "KILL")));
      assertTrue(text(runner.readReply()).startsWith("-ERR Script killed by user"));
      assertEquals(before, text(other.call("DEBUG", "DIGEST")));
      assertEquals(":4\r\n", text(other.call("DBSIZE")));
      assertEquals(":" + count + "\r\n", text(other.call("SCARD", "even")));
    }
  }

  private static String text(byte[] bytes) {
    return RespConnection.text(bytes);
  }
}
