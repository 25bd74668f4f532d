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
        for (String scenario : TransactionCorpus.SCENARIOS) {
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
      for (String change : TransactionCorpus.CHANGES.lines().map(String::strip).toList()) {
        script.run("b FLUSHALL\nb SELECT 0\nb " + String.join("\nb ", TransactionCorpus.VALUES));
        script.run("a WATCH s l h z set one none\nb " + change);
        script.run("a MULTI\na PING\na EXEC");
        for (String key : new String[] {"s", "l", "h", "z", "set", "one", "none"}) {
          script.run("b FLUSHALL\nb SELECT 0\nb " + String.join("\nb ", TransactionCorpus.VALUES));
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
}
