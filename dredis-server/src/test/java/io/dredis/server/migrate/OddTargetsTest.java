package io.dredis.server.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * MIGRATE to targets that refuse, hang or go away. Redis does the same, to a target of the same
 * kind: the replies and what is left of the keys are compared.
 */
@Timeout(60)
class OddTargetsTest {
  private static final String OK = "+OK\r\n";

  /**
   * Enough for a target that answers; where it is waited for its end, that is what a test takes.
   */
  private static final String PATIENCE = "300";

  private static final List<String> ARGUMENTS = List.of("", "0", PATIENCE, "KEYS", "a", "b", "c");

  private static ServerPair servers;

  @BeforeAll
  static void start() {
    servers = ServerPair.start();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  /** What a source did. */
  private record Result(String reply, String left, List<String> requests) {}

  private static Result migrate(RespConnection source, OddTarget target, List<String> arguments)
      throws IOException {
    source.call("FLUSHALL");
    source.call("MSET", "a", "1", "b", "2", "c", "3");
    List<String> request = new ArrayList<>();
    request.addAll(List.of("MIGRATE", "127.0.0.1", Integer.toString(target.port())));
    request.addAll(arguments);
    String reply = RespConnection.text(source.call(request.toArray(String[]::new)));
    String left = RespConnection.text(source.call("MGET", "a", "b", "c"));
    return new Result(reply.trim(), left, target.requests());
  }

  /** Has both move the keys a, b and c to a target that answers so, and returns what dredis did. */
  private static Result same(UnaryOperator<String> answer, List<String> arguments)
      throws IOException {
    try (var both = servers.connect();
        OddTarget ofRedis = OddTarget.answering(answer);
        OddTarget ofDredis = OddTarget.answering(answer)) {
      Result expected = migrate(both.redis(), ofRedis, arguments);
      Result actual = migrate(both.dredis(), ofDredis, arguments);
      assertEquals(expected.reply(), actual.reply());
      assertEquals(expected.left(), actual.left());
      return actual;
    }
  }

  private static Result same(UnaryOperator<String> answer) throws IOException {
    return same(answer, ARGUMENTS);
  }

  private static UnaryOperator<String> except(String key, String reply) {
    return request -> request.startsWith("RESTORE " + key + " ") ? reply : OK;
  }

  private static String left(String... values) {
    StringBuilder reply = new StringBuilder("*" + values.length + "\r\n");
    for (String value : values) {
      reply.append(value == null ? "$-1\r\n" : "$1\r\n" + value + "\r\n");
    }
    return reply.toString();
  }

  @Test
  void keysThatTheTargetTakesAreDeleted() throws IOException {
    Result result = same(request -> OK);
    assertEquals("+OK", result.reply());
    assertEquals(left(null, null, null), result.left());
    assertEquals(
        List.of("connection", "SELECT 0", "RESTORE a 0", "RESTORE b 0", "RESTORE c 0"),
        result.requests());
  }

  @Test
  void aKeyThatTheTargetRefusesStays() throws IOException {
    Result result = same(except("b", "-BUSYKEY it is there\r\n"));
    assertEquals("-ERR Target instance replied with error: BUSYKEY it is there", result.reply());
    assertEquals(left(null, "2", null), result.left());
  }

  @Test
  void theFirstErrorIsTold() throws IOException {
    Result result =
        same(request -> request.startsWith("RESTORE") ? "-ERR " + request + "\r\n" : OK);
    assertEquals("-ERR Target instance replied with error: ERR RESTORE a 0", result.reply());
    assertEquals(left("1", "2", "3"), result.left());
  }

  @Test
  void aTargetThatSaysNothingEndsInAnError() throws IOException {
    Result result = same(request -> OddTarget.SILENCE);
    assertEquals("-IOERR error or timeout reading to target instance", result.reply());
    assertEquals(left("1", "2", "3"), result.left());
  }

  @Test
  void whatATargetTookBeforeItFellSilentIsDeleted() throws IOException {
    Result result = same(except("b", OddTarget.SILENCE));
    assertEquals("-IOERR error or timeout reading to target instance", result.reply());
    // The reply to c comes in the place of that to b.
    assertEquals(left(null, null, "3"), result.left());
  }

  @Test
  void whatATargetTookBeforeItClosedIsDeleted() throws IOException {
    Result result = same(except("b", OddTarget.CLOSE));
    assertEquals("-IOERR error or timeout reading to target instance", result.reply());
    assertEquals(left(null, "2", "3"), result.left());
    assertEquals(1, result.requests().stream().filter("connection"::equals).count());
  }

  @Test
  void aTargetThatClosesAtOnceIsTriedTwice() throws IOException {
    Result result = same(except("a", OddTarget.CLOSE));
    assertEquals("-IOERR error or timeout reading to target instance", result.reply());
    assertEquals(left("1", "2", "3"), result.left());
    assertEquals(2, result.requests().stream().filter("connection"::equals).count());
  }

  @Test
  void aTargetThatDoesNotReadEndsInAnError() throws IOException {
    byte[] noise = new byte[32 << 20];
    new Random(1).nextBytes(noise);
    try (var both = servers.connect();
        OddTarget deaf = OddTarget.answering(request -> OddTarget.DEAF)) {
      both.same("FLUSHALL");
      both.same("SET", "large", RespConnection.text(noise));
      String port = Integer.toString(deaf.port());
      String reply = both.same("MIGRATE", "127.0.0.1", port, "large", "0", PATIENCE);
      assertEquals("-IOERR error or timeout writing to target instance", reply.trim());
      both.sameLine("EXISTS large");
    }
  }

  @Test
  void errorsOfAuthenticationAndDatabaseAreTold() throws IOException {
    UnaryOperator<String> refusing =
        request -> request.startsWith("RESTORE") ? OK : "-ERR no " + request + "\r\n";
    for (String options : List.of("AUTH pw", "AUTH2 user pw", "COPY", "AUTH a AUTH2 b c")) {
      List<String> arguments = new ArrayList<>(List.of("", "7", PATIENCE));
      arguments.addAll(List.of(options.split(" ", -1)));
      arguments.addAll(List.of("KEYS", "a", "b", "c"));
      Result result = same(refusing, arguments);
      assertEquals(left("1", "2", "3"), result.left());
      // Redis sends the keys in any case, to whatever database it is then.
      assertTrue(
          result.requests().stream().noneMatch(request -> request.startsWith("RESTORE")), options);
    }
  }

  @Test
  void optionsGoAlong() throws IOException {
    Result result = same(request -> OK, List.of("a", "3", PATIENCE, "replace", "auth2", "u", "p"));
    assertEquals(
        List.of("connection", "AUTH u p", "SELECT 3", "RESTORE a 0 REPLACE"), result.requests());
    assertEquals(left(null, "2", "3"), result.left());
    result = same(request -> OK, List.of("a", "3", PATIENCE, "COPY", "AUTH", "keys"));
    assertEquals(List.of("connection", "AUTH keys", "SELECT 3", "RESTORE a 0"), result.requests());
    assertEquals(left("1", "2", "3"), result.left());
  }

  @Test
  void aConnectionIsKeptForTheNextCall() throws IOException {
    try (DredisInProcess dredis = DredisInProcess.start();
        RespConnection source = dredis.connect();
        OddTarget target = OddTarget.answering(request -> OK)) {
      migrate(source, target, List.of("a", "0", PATIENCE));
      migrate(source, target, List.of("b", "0", PATIENCE));
      migrate(source, target, List.of("c", "1", PATIENCE));
      migrate(source, target, List.of("a", "1", PATIENCE, "AUTH", "pw"));
      assertEquals(
          List.of(
              "connection",
              "SELECT 0",
              "RESTORE a 0",
              "RESTORE b 0",
              "SELECT 1",
              "RESTORE c 0",
              // As somebody else.
              "connection",
              "AUTH pw",
              "SELECT 1",
              "RESTORE a 0"),
          target.requests());
      assertTrue(
          RespConnection.text(source.call("INFO", "stats")).contains("migrate_cached_sockets:2"));
    }
  }

  @Test
  void aKeptConnectionThatTheTargetHasClosedIsMadeAnew() throws IOException {
    boolean[] closes = {false};
    UnaryOperator<String> answer =
        request -> {
          boolean close = closes[0] && request.startsWith("RESTORE");
          closes[0] = false;
          return close ? OddTarget.CLOSE : OK;
        };
    try (DredisInProcess dredis = DredisInProcess.start();
        RespConnection source = dredis.connect();
        OddTarget target = OddTarget.answering(answer)) {
      migrate(source, target, List.of("a", "0", PATIENCE));
      closes[0] = true;
      assertEquals("+OK", migrate(source, target, List.of("b", "0", PATIENCE)).reply());
    }
  }

  @Test
  void whatIsNoReplyOfAServerDeletesNothing() throws IOException {
    try (DredisInProcess dredis = DredisInProcess.start();
        RespConnection source = dredis.connect();
        OddTarget target = OddTarget.answering(except("a", "HTTP/1.1 400 Bad Request\r\n"))) {
      Result result = migrate(source, target, List.of("a", "0", PATIENCE));
      assertEquals(
          "-ERR Target instance replied with error: HTTP/1.1 400 Bad Request", result.reply());
      assertEquals(left("1", "2", "3"), result.left());
    }
  }

  @Test
  void oddCallsAreAnsweredAsByRedis() throws IOException {
    try (var both = servers.connect(3)) {
      both.sameLines("SET k v", "SET 1 v", "MIGRATE", "MIGRATE h 1 k 0");
      for (String call :
          List.of(
              "127.0.0.1 1 k 0 100",
              "127.0.0.1 1 k 0 -5 COPY REPLACE COPY",
              "127.0.0.1 0 k 0 100",
              "127.0.0.1 x k 0 100",
              "127.0.0.1 1 missing 0 100",
              "127.0.0.1 1 missing 0 100 AUTH x AUTH2 y z",
              " 1 k 0 100",
              "host.invalid 1 k 0 100",
              "127.0.0.1 1 k x 100",
              "127.0.0.1 1 k 0 x",
              "127.0.0.1 1 k 0 1.5",
              "127.0.0.1 1 missing 0 x",
              "127.0.0.1 1 k x 100 nonsense",
              "127.0.0.1 1 k 0 100 AUTH",
              "127.0.0.1 1 k 0 100 AUTH2 x",
              "127.0.0.1 1 k 0 100 KEYS k",
              "127.0.0.1 1 k 0 100 KEYS",
              "127.0.0.1 1  0 100",
              "127.0.0.1 1  0 100 KEYS",
              "127.0.0.1 1  0 100 KEYS missing COPY",
              "127.0.0.1 1  0 100 KEYS missing k",
              "127.0.0.1 1  0 100 KEYS COPY NONSENSE AUTH",
              "127.0.0.1 1  0 100 COPY NONSENSE KEYS k")) {
        both.sameLine("MIGRATE " + call);
        both.sameLine("COMMAND GETKEYS MIGRATE " + call);
        both.sameLine("COMMAND GETKEYSANDFLAGS MIGRATE " + call);
      }
      both.sameLine("COMMAND GETKEYS MIGRATE h p  0 1 AUTH keys AUTH2 keys keys KEYS a b");
      both.sameLine("MGET k 1");
    }
  }
}
