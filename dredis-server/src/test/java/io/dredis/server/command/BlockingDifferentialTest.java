package io.dredis.server.command;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait for keys are served as Redis serves them. */
@Timeout(120)
class BlockingDifferentialTest {

  private static ServerPair start(String backend) {
    return ServerPair.of(RedisServerProcess.start(), DredisInProcess.start("--backend", backend));
  }

  @FunctionalInterface
  private interface Steps {
    void run(ClientScript script) throws IOException;
  }

  /** Runs steps in both protocols, with packed and with split collections. */
  private static void forAll(ServerPair servers, Steps steps) throws IOException {
    for (int protocol = 2; protocol <= 3; protocol++) {
      for (String limit : new String[] {"128", "0"}) {
        try (ClientScript script = new ClientScript(servers, protocol)) {
          script.run("admin CONFIG SET list-max-listpack-size " + limit);
          script.run("admin CONFIG SET zset-max-listpack-entries " + limit);
          steps.run(script);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void scenariosHaveTheSameReplies(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (String scenario : SCENARIOS) {
        forAll(servers, script -> script.run(scenario));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void oddCallsAreAnsweredAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          both.sameLines("SET string value", "RPUSH l a b c d e f", "ZADD z 1 a 2 b 3 c 4 d");
          both.sameLines(ODD_CALLS);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "memory"})
  void clientsAreUnblockedAndKilledAlike(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      forAll(
          servers,
          script -> {
            script.run("a BLPOP k 0 &\nb BZPOPMIN k 0 &\nc BLMOVE k d LEFT LEFT 9 &");
            script.unblock("a");
            script.run("a ...\na PING");
            script.unblock("a");
            script.unblock("b", "error");
            script.run("b ...");
            script.unblock("c", "TIMEOUT");
            script.run("c ...\np RPUSH k 1\na BLPOP k 0");
            script.run("a BLPOP k 0 &\nb BLPOP k 0 &");
            script.kill("a");
            script.run("p RPUSH k 2\nb ...\np LLEN k\nadmin INFO errorstats");
            script.run("admin CONFIG RESETSTAT");
          });
    }
  }

  private static final String[] SCENARIOS = {
    // First come, first served; more elements than clients, and fewer.
    """
    a BLPOP k 0 &
    b BRPOP k 0 &
    c BLPOP k 0 &
    p RPUSH k 1
    a ...
    b waits
    p RPUSH k 2 3 4
    b ...
    c ...
    p LRANGE k 0 -1
    """,
    """
    a BLPOP k 0 &
    b BLPOP k 0 &
    c BLPOP k 0 &
    d BLPOP k 0 &
    e BLPOP k 0 &
    p LPUSH k 1 2 3
    a ...
    b ...
    c ...
    d waits
    e waits
    p LPUSHX k 9
    p EXISTS k
    p LPUSH k 4 5 6
    d ...
    e ...
    p LRANGE k 0 -1
    """,
    // Several keys: the first that becomes ready, not the first named; keys named twice.
    """
    a BLPOP k1 k2 k3 0 &
    b BLPOP k2 k2 k1 0 &
    p RPUSH k2 x y
    a ...
    b ...
    a BRPOP k1 k1 0 &
    p RPUSH k1 z
    a ...
    p EXISTS k1 k2 k3
    """,
    """
    a BLPOP k1 0 &
    b BLPOP k2 k1 0 &
    c BLPOP k2 0 &
    p RPUSH k1 1 2
    a ...
    b ...
    c waits
    p RPUSH k2 3
    c ...
    """,
    // In one pipeline each command serves before the next one.
    """
    a BLPOP k 0 &
    p RPUSH k x | DEL k | LLEN k
    a ...
    b BLPOP k 0 &
    p RPUSH k 1 | LPOP k | RPUSH k 2 | LPOP k
    b ...
    c BLPOP k j 0 &
    p RPUSH j 1 | RPUSH k 2 | LRANGE j 0 -1 | LRANGE k 0 -1
    c ...
    """,
    // Commands behind a blocking one wait.
    """
    a waits BLPOP k 0 | RPUSH own 1 | LLEN own
    p EXISTS own
    p RPUSH k 1
    a ...
    a ...
    a ...
    a RPUSH q 1 | BLPOP q 0 | PING
    b waits RPUSH q 5 | BLMOVE q2 q LEFT LEFT 0 | LRANGE q 0 -1
    b ...
    p RPUSH q2 7
    b ...
    b ...
    """,
    // Moves, chains of them, and in circles.
    """
    a BLMOVE k1 k2 LEFT RIGHT 0 &
    b BLMOVE k2 k3 RIGHT LEFT 0 &
    c BLPOP k3 0 &
    p RPUSH k1 v
    a ...
    b ...
    c ...
    p EXISTS k1 k2 k3
    a BLMOVE k1 k2 LEFT RIGHT 0 &
    b BLMOVE k2 k1 LEFT RIGHT 0 &
    p RPUSH k1 1 2
    a ...
    b ...
    p LRANGE k1 0 -1
    p LRANGE k2 0 -1
    """,
    """
    a BLMOVE k k LEFT RIGHT 0 &
    b BRPOPLPUSH k k 0 &
    p RPUSH k 1 2 3
    a ...
    b ...
    p LRANGE k 0 -1
    p DEL k
    c BRPOPLPUSH k d 0 &
    b BLPOP d 0 &
    a BLPOP k 0 &
    p LPUSH k 1 2 3
    a ...
    b ...
    c ...
    p LRANGE k 0 -1
    p LRANGE d 0 -1
    """,
    // The destination of a move is of another type, by then.
    """
    a BLMOVE k d LEFT LEFT 0 &
    b BLPOP k 0 &
    p SET d v
    p RPUSH k 1
    a ...
    b ...
    a BRPOPLPUSH k d 0 &
    p RPUSH k 2
    a ...
    p LRANGE k 0 -1
    a BRPOPLPUSH k d 0
    """,
    // The key comes with another type: the client waits on.
    """
    a BLPOP k 0 &
    b BZPOPMAX k 0 &
    p SET k v
    a waits
    b waits
    p DEL k
    p SADD k m
    p DEL k
    p ZADD k 1 x 2 y
    b ...
    a waits
    p DEL k
    p RPUSH k e
    a ...
    c BZPOPMIN k 0 &
    d BLPOP k 0 &
    e BZMPOP 0 1 k MAX COUNT 5 &
    p RPUSH k 1
    d ...
    p ZADD k 1 a 2 b 3 c
    c ...
    e ...
    p EXISTS k
    """,
    // Sorted sets.
    """
    a BZPOPMIN z1 z2 0 &
    b BZPOPMAX z2 0 &
    c BZMPOP 0 2 z1 z2 MIN COUNT 2 &
    p ZADD z2 1.5 a 2 b 3 c 4 d 5 e
    a ...
    b ...
    c ...
    p ZRANGE z2 0 -1 WITHSCORES
    p BZPOPMIN z1 z2 0
    p ZADD z1 1 x 2 y 3 z
    p BZMPOP 0 2 z1 z2 MAX COUNT 10
    a BZPOPMIN z 0 &
    p ZINCRBY z 2.25 m
    a ...
    a BZPOPMIN z 0 &
    p ZADD z XX 1 m
    p ZADD z GT 1 m
    a ...
    """,
    // Several elements at once.
    """
    a BLMPOP 0 2 k1 k2 LEFT COUNT 3 &
    b BLMPOP 0 1 k2 RIGHT &
    c BLMPOP 0 1 k2 RIGHT COUNT 100 &
    p RPUSH k2 1 2 3 4 5 6 7
    a ...
    b ...
    c ...
    p EXISTS k2
    p RPUSH k1 1 2 3
    p BLMPOP 0 3 nosuch k1 k2 RIGHT COUNT 2
    p LMPOP 2 nosuch k1 LEFT COUNT 5
    """,
    // Keys that come into being by other commands.
    """
    p RPUSH src 1 2
    a BLPOP k 0 &
    p RENAME src k
    a ...
    p RENAMENX k src
    a BLPOP k 0 &
    p RENAMENX src k
    a ...
    p RPUSH src 1 2
    a BLPOP k 0 &
    p COPY src k
    a ...
    p DEL k
    a BLPOP k 0 &
    p SET k v
    p COPY src k REPLACE
    a ...
    p DEL k
    a BLPOP k 0 &
    p LMOVE src k LEFT RIGHT
    a ...
    a BLPOP k 0 &
    p RPOPLPUSH src k
    a ...
    """,
    """
    a SELECT 5
    a BLPOP k 0 &
    b BLPOP k 0 &
    p RPUSH k 1
    b ...
    p RPUSH k 2 3
    p MOVE k 5
    a ...
    p SELECT 5
    p LRANGE k 0 -1
    p DEL k
    a BLPOP k 0 &
    p SELECT 7
    p RPUSH k x y
    p SWAPDB 7 5
    a ...
    p EXISTS k
    a SELECT 6
    a BZPOPMIN z 0 &
    p ZADD z 1 m
    p COPY z z DB 6
    a ...
    p FLUSHALL
    p SELECT 5
    a BLPOP k 0 &
    p SWAPDB 5 6
    p RPUSH k 1
    a waits
    p FLUSHDB
    p SELECT 6
    p RPUSH k 2
    a ...
    """,
    """
    p ZADD z 1 a 2 b
    a BZPOPMIN d 0 &
    p ZUNIONSTORE d 1 z
    a ...
    p DEL d
    a BZPOPMAX d 0 &
    p ZRANGESTORE d z 0 -1
    a ...
    """,
    // Those who have left do not take anything.
    """
    a BLPOP k 0 &
    b BLPOP k j 0 &
    c BLPOP k 0 &
    a leaves
    b leaves
    p RPUSH j 1
    p LLEN j
    p RPUSH k 1
    c ...
    p EXISTS k
    """,
    // Without replies.
    """
    a waits CLIENT REPLY OFF | BLPOP k 0 | CLIENT REPLY ON
    p RPUSH k 1 2
    a ...
    p LLEN k
    b waits CLIENT REPLY SKIP | BLPOP j 0 | PING
    p RPUSH j 1
    b ...
    """,
    // Timeouts, one after the other and among clients that wait on.
    """
    a BLPOP k 0.01
    a BRPOP k k2 0.01
    a BLMOVE k d LEFT RIGHT 0.01
    a BRPOPLPUSH k d 0.01
    a BLMPOP 0.01 1 k LEFT
    a BZPOPMIN k 0.01
    a BZPOPMAX k 0.01
    a BZMPOP 0.01 1 k MAX
    b BLPOP k 0 &
    c BLPOP k 0.05 &
    c ...
    d BLPOP k 20 &
    c BLPOP k 0 &
    p RPUSH k 1 2 3
    b ...
    d ...
    c ...
    """,
    // While writes are paused nobody is served; the time goes on.
    """
    a BLPOP k 0 &
    admin CLIENT PAUSE 100000 WRITE
    p sends RPUSH k 1
    a waits
    b GET none
    admin CLIENT UNPAUSE
    p ...
    a ...
    """,
    // Statistics.
    """
    p CONFIG RESETSTAT
    a BLMOVE k d LEFT LEFT 0 &
    p SET d v
    p RPUSH k 1
    a ...
    p INFO errorstats
    a BLPOP k x
    p INFO errorstats
    """,
  };

  private static final String[] ODD_CALLS = {
    "LMOVE l m LEFT RIGHT",
    "lmove l l right left",
    "LMOVE l l LEFT LEFT",
    "LMOVE nosuch l LEFT LEFT",
    "LMOVE nosuch string LEFT LEFT",
    "LMOVE string l LEFT LEFT",
    "LMOVE l string LEFT LEFT",
    "LMOVE l m LEFT",
    "LMOVE l m LEFT RIGHT x",
    "LMOVE l m UP RIGHT",
    "LMOVE l m RIGHT DOWN",
    "RPOPLPUSH l m",
    "RPOPLPUSH l l",
    "RPOPLPUSH nosuch m",
    "RPOPLPUSH l string",
    "RPOPLPUSH string l",
    "LMPOP 1 l LEFT",
    "LMPOP 2 nosuch l right count 2",
    "LMPOP 2 string l LEFT",
    "LMPOP 2 nosuch string LEFT",
    "LMPOP 1 nosuch LEFT",
    "LMPOP 0 l LEFT",
    "LMPOP -1 l LEFT",
    "LMPOP x l LEFT",
    "LMPOP 2 l LEFT",
    "LMPOP 3 l LEFT",
    "LMPOP 9223372036854775807 l LEFT",
    "LMPOP 1 l",
    "LMPOP 1 l MIDDLE",
    "LMPOP 1 l LEFT COUNT",
    "LMPOP 1 l LEFT COUNT 0",
    "LMPOP 1 l LEFT COUNT -3",
    "LMPOP 1 l LEFT COUNT x",
    "LMPOP 1 l LEFT COUNT 1 COUNT 1",
    "LMPOP 1 l LEFT 1",
    "BLMPOP x 0 l LEFT",
    "BLMPOP x 1 l MIDDLE",
    "BLMPOP x 1 l LEFT",
    "BLMPOP -1 1 l LEFT",
    "BLMPOP 0 2 l LEFT",
    "BLMPOP 0 1 l LEFT COUNT 0",
    "BLMPOP 0 1 string LEFT",
    "BLMPOP 0 2 nosuch l RIGHT COUNT 2",
    "BZMPOP x 1 z MIN",
    "BZMPOP 0 1 string MIN",
    "BZMPOP 0 1 z LEFT",
    "BZMPOP 0 0 z MIN",
    "BZMPOP 0 1 z MIN COUNT 0",
    "BZMPOP 0 1 z MAX COUNT 2",
    "BLPOP l x",
    "BLPOP string x",
    "BLPOP l -1",
    "BLPOP l",
    "BLPOP 0",
    "BLPOP l ",
    "BLPOP l 1e400",
    "BLPOP l 1e5000",
    "BLPOP l inf",
    "BLPOP l -inf",
    "BLPOP l nan",
    "BLPOP l 9223372036854776",
    "BLPOP l 0x0.01",
    "BLPOP nosuch 0x0.01",
    "BLPOP nosuch 0.0000001",
    "BLPOP nosuch 1e-3",
    "BLPOP nosuch +.001",
    "RPUSH l a b c d e f g",
    "BLPOP nosuch string 0",
    "BLPOP string l 0",
    "BLPOP nosuch l 0",
    "BRPOP l 0",
    "BRPOP z 0",
    "BLMOVE l m LEFT RIGHT x",
    "BLMOVE l m LEFT NOWHERE x",
    "BLMOVE l m LEFT RIGHT 0",
    "BLMOVE m string LEFT RIGHT 0",
    "BLMOVE nosuch string LEFT RIGHT 0.001",
    "BLMOVE string m LEFT RIGHT 0",
    "BRPOPLPUSH l m 0",
    "BRPOPLPUSH m l -0.5",
    "BRPOPLPUSH m l",
    "BZPOPMIN z 0",
    "BZPOPMAX nosuch z 0",
    "BZPOPMIN l 0",
    "BZPOPMIN z z",
    "BZPOPMAX z",
    "CLIENT UNBLOCK",
    "CLIENT UNBLOCK x",
    "CLIENT UNBLOCK 987654",
    "CLIENT UNBLOCK -1 ERROR",
    "CLIENT UNBLOCK 987654 error",
    "CLIENT UNBLOCK 987654 timeout",
    "CLIENT UNBLOCK 987654 NEVER",
    "CLIENT UNBLOCK x NEVER",
    "CLIENT UNBLOCK 1 ERROR ERROR",
    "LRANGE l 0 -1",
    "LRANGE m 0 -1",
    "ZRANGE z 0 -1 WITHSCORES",
    "COMMAND GETKEYS BLMPOP 0 2 a b LEFT",
    "COMMAND GETKEYS BZMPOP 0 2 a b MIN COUNT 3",
    "COMMAND GETKEYS LMPOP 1 a LEFT",
    "COMMAND GETKEYS BLPOP a b 0",
    "COMMAND GETKEYS BLMOVE a b LEFT LEFT 0",
  };
}
