package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.Normalisation;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions and watched keys of several clients are answered as Redis answers them. */
@Timeout(120)
class TransactionDifferentialTest {
  private static final int RANDOM_STEPS = 1200;

  private static ServerPair start(String backend) {
    return ServerPair.of(
        RedisServerProcess.start("--enable-debug-command", "yes"),
        DredisInProcess.start("--enable-debug-command", "yes", "--backend", backend));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void scenariosHaveTheSameReplies(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        for (String scenario : SCENARIOS) {
          try (ClientScript script = new ClientScript(servers, protocol)) {
            script.run(scenario);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void whatChangesAKeyEndsItsWatch(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ClientScript script = new ClientScript(servers, 2)) {
      script.run("b DEBUG SET-ACTIVE-EXPIRE 0");
      for (String change : CHANGES.lines().map(String::strip).toList()) {
        script.run("b FLUSHALL\nb SELECT 0\nb " + String.join("\nb ", VALUES));
        script.run("a WATCH s l h z set one none\nb " + change);
        script.run("a MULTI\na PING\na EXEC");
        for (String key : new String[] {"s", "l", "h", "z", "set", "one", "none"}) {
          script.run("b FLUSHALL\nb SELECT 0\nb " + String.join("\nb ", VALUES));
          script.run("a WATCH " + key + "\nb " + change + "\na MULTI\na PING\na EXEC");
        }
      }
      script.run("b DEBUG SET-ACTIVE-EXPIRE 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomInterleavingsAreAnsweredAlike(String backend) throws IOException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("TransactionDifferentialTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    try (ServerPair servers = start(backend);
        ClientScript script = new ClientScript(servers, 2 + random.nextInt(2))) {
      for (int i = 0; i < RANDOM_STEPS; i++) {
        String client = random.nextInt(4) < 2 ? "a" : random.nextBoolean() ? "b" : "c";
        script.run(client + " " + randomRequest(random));
      }
    }
  }

  private static String randomRequest(Random random) {
    String key = "k" + random.nextInt(4);
    String other = "k" + random.nextInt(4);
    return switch (random.nextInt(24)) {
      case 0, 1, 2 -> "MULTI";
      case 3, 4, 5 -> "EXEC";
      case 6, 7, 8 -> "WATCH " + key + " " + other;
      case 9 -> "UNWATCH";
      case 10 -> random.nextInt(3) == 0 ? "DISCARD" : "GET " + key;
      case 11 -> random.nextInt(4) == 0 ? "FLUSHDB" : "INCR " + key;
      case 12 -> random.nextInt(2) == 0 ? "SWAPDB 0 1" : "SELECT " + random.nextInt(2);
      case 13 -> "RENAME " + key + " " + other;
      case 14 -> "COPY " + key + " " + other + " REPLACE";
      case 15 -> "DEL " + key;
      case 16 -> "LPUSH " + key + " " + random.nextInt(9);
      case 17 -> "LPOP " + key;
      case 18 -> "PEXPIRE " + key + " " + (random.nextBoolean() ? -1 : 100_000);
      case 19 -> random.nextInt(5) == 0 ? "NOSUCH" : "INCR " + key;
      case 20 -> random.nextInt(5) == 0 ? "RESET" : "GETDEL " + key;
      case 21 -> "SORT " + key + " STORE " + other;
      case 22 -> "BLPOP " + key + (random.nextInt(9) == 0 ? "" : " 0.001");
      default -> "MSET " + key + " 1 " + other + " 2";
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aClientInATransactionIsListedAsSuch(int protocol) throws IOException {
    try (ServerPair servers = start("memory");
        ReplyComparison client = servers.connect(protocol)) {
      ReplyComparison listed =
          client.normalising(
              Normalisation.CLIENT_IDENTITY, Normalisation.CLIENT_MEMORY, Normalisation.LENGTH);
      client.same("WATCH", "k");
      client.same("SET", "k", "1");
      listed.same("CLIENT", "INFO");
      client.same("UNWATCH");
      client.same("MULTI");
      client.same("PING", "argument");
      client.same("CLIENT", "NO-EVICT", "on");
      client.same("EXEC");
      client.same("CLIENT", "NO-EVICT", "off");
      client.same("MULTI");
      client.same("SELECT", "3");
      client.same("RESET");
      listed.same("CLIENT", "INFO");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whatIsCountedIsCountedAlike(int protocol) throws IOException {
    try (ServerPair servers = start("memory");
        ReplyComparison both = servers.connect(protocol)) {
      both.same("CONFIG", "RESETSTAT");
      both.sameLines(
          "MULTI",
          "SET k v",
          "INCR k",
          "GET k",
          "EXEC",
          "EXEC",
          "MULTI",
          "NOSUCH",
          "EXEC",
          "MULTI",
          "GET",
          "EXEC x",
          "MULTI",
          "MULTI",
          "WATCH k",
          "DISCARD",
          "DISCARD",
          "SAVE now",
          "INFO errorstats");
      for (String command : List.of("exec", "multi", "set", "incr", "get", "watch", "discard")) {
        String redis = statistics(both, true, command);
        String dredis = statistics(both, false, command);
        assertEquals(redis, dredis, command);
      }
    }
  }

  private static String statistics(ReplyComparison both, boolean redis, String command)
      throws IOException {
    var connection = redis ? both.redis() : both.dredis();
    return RespConnection.text(connection.call("INFO", "commandstats"))
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":"))
        .map(line -> line.replaceAll("usec(_per_call)?=[0-9.]+", ""))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void clientReplyDecidesWhatIsSentOfTheReplies(int protocol) throws IOException {
    try (ServerPair servers = start("memory");
        ReplyComparison both = servers.connect(protocol)) {
      both.sameLines("MULTI", "PING", "CLIENT REPLY OFF", "PING");
      both.sendRaw(inline("EXEC", "PING", "CLIENT REPLY ON", "ECHO done"));
      // The header announces three: these are that to the first PING and to the last two requests.
      both.sameReply("EXEC");
      both.sameLines("MULTI", "CLIENT REPLY SKIP", "PING");
      both.sendRaw(inline("EXEC", "PING", "ECHO next"));
      both.sameReply("EXEC");
      both.sendRaw(inline("CLIENT REPLY OFF", "MULTI", "PING", "CLIENT REPLY ON", "PING", "EXEC"));
      both.sameReply("CLIENT REPLY ON");
      both.sameReply("PING");
      both.sendRaw(inline("MULTI", "PING", "CLIENT REPLY SKIP"));
      both.sameReply("MULTI");
      both.sameReply("PING");
      both.sameReply("CLIENT REPLY SKIP");
      both.sendRaw(inline("EXEC", "PING", "ECHO last"));
      both.sameReply("EXEC and ECHO");
      both.same("PING");
    }
  }

  private static byte[] inline(String... lines) {
    return RespConnection.bytes(String.join("\r\n", lines) + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "memory"})
  void reloadingIsRefusedBecauseItWouldCommitTheHalf(String backend) throws IOException {
    try (DredisInProcess dredis =
            DredisInProcess.start("--enable-debug-command", "yes", "--backend", backend);
        RespConnection client = dredis.connect()) {
      for (String line : List.of("MULTI", "SET k v", "DEBUG RELOAD", "GET k")) {
        client.call(line.split(" ", -1));
      }
      assertEquals(
          "*3\r\n+OK\r\n-ERR DEBUG RELOAD is not possible in a transaction, which it would commit"
              + " half-way\r\n$1\r\nv\r\n",
          RespConnection.text(client.call("EXEC")));
      assertEquals("+OK\r\n", RespConnection.text(client.call("DEBUG", "RELOAD")));
    }
  }

  private static final String[] VALUES = {
    "SET s 1",
    "RPUSH l a b c",
    "HSET h f 1 g 2",
    "ZADD z 1 a 2 b",
    "SADD set a b 3",
    "SADD one m",
    "SET t 5"
  };

  /** Whether each of these ends the watches of the keys it names, and of no other. */
  private static final String CHANGES =
      """
      SET s 1
      SET none 1
      SET s 2 NX
      SET none 2 XX
      SET s 1 GET
      SETNX s 1
      APPEND s x
      APPEND none x
      SETRANGE s 0 x
      SETRANGE none 3 x
      GETEX s
      GETEX s PERSIST
      GETEX s EX 100
      GETSET s 1
      GETDEL none
      GETDEL s
      INCRBY s 0
      INCRBYFLOAT s 0
      INCR l
      MSETNX none 1 s 1
      MSET none 1 s 1
      DEL none
      DEL s l h
      UNLINK z
      TOUCH s
      PERSIST s
      EXPIRE s 100
      EXPIRE s 100 XX
      EXPIRE s -1
      PEXPIREAT s 1
      RENAME s none
      RENAME s s
      RENAME t s
      RENAMENX s l
      RENAMENX none s
      COPY s none
      COPY s l
      COPY s l REPLACE
      COPY t s REPLACE
      MOVE s 1
      MOVE none 1
      RPUSH l x
      LPUSHX none x
      LPUSHX l x
      LPOP l
      LPOP l 0
      LPOP none
      RPOP l 5
      LSET l 0 a
      LSET l 9 a
      LREM l 0 x
      LREM l 0 a
      LTRIM l 0 -1
      LTRIM l 5 6
      LINSERT l BEFORE x y
      LINSERT l BEFORE a y
      LMOVE l l LEFT LEFT
      LMOVE l none LEFT RIGHT
      LMOVE none l LEFT RIGHT
      RPOPLPUSH l s
      LMPOP 2 none l LEFT
      BLPOP l 0
      BLMOVE l none LEFT LEFT 0
      HSET h f 1
      HSET h new 1
      HSETNX h f 3
      HDEL h none
      HDEL h f
      HINCRBY h f 0
      HINCRBYFLOAT h f 0
      HINCRBY h g x
      SADD set a
      SADD set new
      SREM set none
      SREM set a
      SPOP set 0
      SPOP one
      SPOP none
      SMOVE set none missing
      SMOVE set none a
      SMOVE set set a
      SINTERSTORE none set h2
      SINTERSTORE set set h2
      SUNIONSTORE set set
      SUNIONSTORE l set
      SDIFFSTORE none none
      ZADD z 1 a
      ZADD z XX 5 none
      ZADD z GT 0 a
      ZADD z 9 a
      ZADD z INCR 0 a
      ZINCRBY z 0 a
      ZREM z none
      ZREM z a
      ZPOPMIN z
      ZPOPMIN z 0
      ZPOPMAX none
      ZREMRANGEBYRANK z 5 6
      ZREMRANGEBYSCORE z 0 1
      ZRANGESTORE none z 5 6
      ZRANGESTORE z z 5 6
      ZRANGESTORE none z 0 -1
      ZUNIONSTORE none 1 z
      ZINTERSTORE z 2 z none
      SORT l ALPHA STORE none
      SORT none STORE l
      SORT none STORE none
      SORT l STORE l
      SORT l
      FLUSHDB
      FLUSHALL
      SWAPDB 0 1
      SWAPDB 1 2
      SWAPDB 0 0
      RESTORE s 0 x
      GET s
      OBJECT ENCODING s
      HGETALL h
      """;

  private static final List<String> SCENARIOS =
      List.of(
          """
          a EXEC
          a DISCARD
          a UNWATCH
          a MULTI
          a MULTI
          a WATCH k
          a SET k 1
          b GET k
          a INCR k
          a EXEC
          b GET k
          a MULTI
          a EXEC
          a MULTI | SET k 5 | GET k | EXEC | GET k
          """,
          // Errors while queuing end the transaction, and those while executing do not.
          """
          a MULTI
          a NOSUCH command x
          a GET
          a CLIENT NOSUCH
          a OBJECT
          a SET k 1
          a EXEC
          a EXEC
          b GET k
          a MULTI
          a SET k text
          a INCR k
          a LPUSH k x
          a HGETALL k
          a SET k 1 EX 0
          a INCR k x
          a EXEC
          a MULTI
          a SET k 1
          a INCR k
          a LPUSH k x
          a DEBUG ERROR whatever
          a GET k
          a EXEC
          a MULTI
          a SET k 9
          a DISCARD
          a GET k
          a EXEC
          a EXEC x
          a MULTI
          a EXEC x
          a EXEC
          a MULTI x
          a MULTI
          a DISCARD x
          a EXEC
          a WATCH
          a UNWATCH x
          """,
          """
          a MULTI
          a SAVE
          a EXEC
          a MULTI
          a SHUTDOWN
          a PING
          a EXEC
          a SAVE x
          a MULTI
          a SELECT 3
          a SET k 3
          a EXEC
          a GET k
          b GET k
          a MULTI
          a SELECT 0
          a SELECT 99
          a SELECT x
          a DBSIZE
          a EXEC
          a GET k
          """,
          // Commands that block answer at once, and nobody is served before the end.
          """
          a MULTI
          a BLPOP none 0
          a BRPOP none none 0
          a BLMOVE none k LEFT LEFT 0
          a BRPOPLPUSH none k 0
          a BLMPOP 0 1 none LEFT
          a BZPOPMIN none 0
          a BZPOPMAX none 0
          a BZMPOP 0 1 none MIN
          a BLPOP none x
          a EXEC
          b BLPOP k 0 &
          a MULTI
          a RPUSH k 1 2
          a LPOP k
          a BLPOP k 0
          a EXEC
          b waits
          a MULTI
          a RPUSH k 3 4
          a LLEN k
          a BLPOP k 0
          a EXEC
          b ...
          a EXISTS k
          b BLMOVE k l LEFT LEFT 0 &
          c BLPOP l 0 &
          a MULTI | RPUSH k 1 | LRANGE k 0 -1 | LRANGE l 0 -1 | EXEC
          b ...
          c ...
          a EXISTS k l
          """,
          // A client that is served changes a watched key.
          """
          b BLPOP k 0 &
          c WATCH other
          a WATCH k
          d RPUSH k x
          b ...
          a MULTI
          a PING
          a EXEC
          c MULTI
          c PING
          c EXEC
          """,
          """
          a WATCH k
          a SET k mine
          a MULTI
          a GET k
          a EXEC
          a MULTI
          a GET k
          a EXEC
          a WATCH k
          b SET k theirs
          a UNWATCH
          a MULTI
          a GET k
          a EXEC
          a WATCH k
          b SET k theirs
          a WATCH other
          a MULTI
          a GET k
          a UNWATCH
          a EXEC
          a WATCH k
          a MULTI
          a UNWATCH
          b SET k again
          a EXEC
          a WATCH k
          a MULTI
          a SET k mine
          b SET k theirs
          a DISCARD
          a MULTI
          a GET k
          a EXEC
          a WATCH k k
          a WATCH k
          a MULTI
          a SET k mine
          a EXEC
          a MULTI
          a GET k
          a EXEC
          """,
          // A key of another database, and a command that fails.
          """
          a SELECT 1
          a WATCH k
          a SELECT 0
          b SET k 0
          a MULTI
          a PING
          a EXEC
          a SELECT 1
          a WATCH k
          a SELECT 0
          b SELECT 1
          b SET k 0
          a MULTI
          a PING
          a EXEC
          a RPUSH list x
          a WATCH list string
          b SELECT 0
          b INCR list
          b RPOPLPUSH list string
          a MULTI
          a PING
          a EXEC
          a SET string x
          a WATCH list string
          b RPOPLPUSH list string
          b SUNIONSTORE none list
          a MULTI
          a PING
          a EXEC
          """,
          // All keys of a database go, or come.
          """
          a WATCH none
          b FLUSHALL
          b FLUSHDB
          a MULTI
          a PING
          a EXEC
          a SET k 1
          a WATCH k
          b SELECT 1
          b FLUSHDB
          a MULTI
          a PING
          a EXEC
          a WATCH k
          b FLUSHALL
          a MULTI
          a PING
          a EXEC
          b SELECT 1
          b SET k 1
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a GET k
          a EXEC
          a WATCH none
          b SWAPDB 0 1
          a MULTI
          a GET k
          a EXEC
          a WATCH k none
          b SWAPDB 0 2
          a MULTI
          a GET k
          a EXEC
          b SELECT 0
          b SET k 0
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a GET k
          a EXEC
          a WATCH k
          b MULTI
          b SWAPDB 0 1
          b SWAPDB 0 1
          b EXEC
          a MULTI
          a GET k
          a EXEC
          """,
          // Keys that have expired, and those that do while they are watched.
          """
          b DEBUG SET-ACTIVE-EXPIRE 0
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          a WATCH k
          b GET k
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          a WATCH k
          b SET k 2
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 30
          a WATCH k
          a DEBUG SLEEP 0.05
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 30
          a WATCH k
          a DEBUG SLEEP 0.05
          b EXISTS k
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          a WATCH k
          b FLUSHALL
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          b SELECT 1
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a PING
          a EXEC
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 100000
          a WATCH k
          b SELECT 0
          b PERSIST k
          a MULTI
          a PING
          a EXEC
          b DEBUG SET-ACTIVE-EXPIRE 1
          """,
          """
          a WATCH k
          a MULTI
          a SET k 1
          a RESET
          a EXEC
          b SET k 2
          a MULTI
          a PING
          a EXEC
          a MULTI
          a ZADD z 1.5 m
          a ZSCORE z m
          a EXEC
          a MULTI
          a PING
          a QUIT
          a ...
          """,
          """
          a CONFIG SET requirepass secret
          b EXEC
          b MULTI
          b WATCH k
          b EXEC x
          b MULTI x
          b AUTH secret
          b MULTI
          b AUTH wrong
          b PING
          b EXEC
          b CONFIG SET requirepass  timeout 0
          """,
          // Pops and the like, whose replies show what was there before.
          """
          a RPUSH l a b c d e
          a ZADD z 1 a 2 b 3 c
          a SADD set a
          a HSET h f v
          a SET s value
          a MULTI
          a LPOP l 3
          a RPOP l 3
          a ZPOPMIN z 2
          a ZMPOP 1 z MAX COUNT 5
          a SPOP set 3
          a SET s new GET
          a GETSET s newer
          a GETEX s PERSIST
          a GETDEL s
          a HGETALL h
          a HVALS h
          a KEYS *
          a SORT l
          a DBSIZE
          a EXEC
          """);
}
