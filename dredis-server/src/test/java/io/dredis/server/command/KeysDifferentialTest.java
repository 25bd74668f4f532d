package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Key specifications are understood as Redis understands them: all of Redis's commands, offered
 * here or not.
 */
class KeysDifferentialTest {
  private static RedisServerProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisServerProcess.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void derivesTheLegacyRangeOfEveryCommand() throws IOException {
    try (RespConnection connection = redis.connect()) {
      List<RespValue> commands = commands(connection);
      assertTrue(commands.size() > 350, "commands and subcommands: " + commands.size());
      for (RespValue info : commands) {
        LegacyKeyRange expected =
            new LegacyKeyRange(integer(info, 3), integer(info, 4), integer(info, 5));
        assertEquals(expected, LegacyKeyRange.of(spec(info).keySpecs()), spec(info).fullName());
      }
    }
  }

  @Test
  void findsTheKeysOfEveryCommandWhoseSpecificationsSayAll() throws IOException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    try (RespConnection connection = redis.connect()) {
      for (RespValue info : commands(connection)) {
        CommandSpec spec = spec(info);
        for (int i = 0; i < 20 && saysAll(spec); i++) {
          checkKeys(connection, spec, request(spec, random), "seed " + seed);
        }
      }
    }
  }

  private static void checkKeys(
      RespConnection connection, CommandSpec spec, List<String> request, String seed)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("COMMAND", "GETKEYSANDFLAGS"));
    words.addAll(request);
    RespValue reply =
        RespValue.parse(RespConnection.text(connection.call(words.toArray(String[]::new))));
    List<String> expected = new ArrayList<>();
    reply
        .elements()
        .forEach(key -> expected.add(key.elements().get(0).text() + key.elements().get(1).texts()));
    List<String> actual = new ArrayList<>();
    if (spec.accepts(request.size())) {
      byte[][] arguments = request.stream().map(RespConnection::bytes).toArray(byte[][]::new);
      Keys.of(spec, arguments)
          .forEach(key -> actual.add(request.get(key.position()) + key.flags()));
    }
    assertEquals(expected, actual, request + " " + seed);
  }

  /** A request of random numbers and of the keywords that specifications look for. */
  private static List<String> request(CommandSpec spec, Random random) {
    List<String> request = new ArrayList<>(List.of(spec.fullName().split("\\|", -1)));
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String number = Integer.toString(random.nextInt(-1, 6));
      request.add(random.nextInt(8) == 0 ? keyword(spec, random) : number);
    }
    return request;
  }

  private static String keyword(CommandSpec spec, Random random) {
    for (KeySpec keySpec : spec.keySpecs()) {
      if (keySpec.begin() instanceof KeySpec.Begin.Keyword keyword) {
        return random.nextBoolean()
            ? keyword.keyword()
            : keyword.keyword().toLowerCase(Locale.ROOT);
      }
    }
    return "word";
  }

  private static boolean saysAll(CommandSpec spec) {
    return spec.keySpecs().stream()
        .noneMatch(
            keySpec ->
                keySpec.flags().contains("incomplete")
                    || keySpec.flags().contains("variable_flags")
                    || keySpec.begin() instanceof KeySpec.Begin.Unknown
                    || keySpec.find() instanceof KeySpec.Find.Unknown);
  }

  private static List<RespValue> commands(RespConnection connection) throws IOException {
    List<RespValue> commands = new ArrayList<>();
    for (RespValue info :
        RespValue.parse(RespConnection.text(connection.call("COMMAND"))).elements()) {
      commands.add(info);
      commands.addAll(info.elements().get(9).elements());
    }
    return commands;
  }

  private static CommandSpec spec(RespValue info) {
    String fullName = info.elements().get(0).text();
    List<KeySpec> keySpecs =
        info.elements().get(8).elements().stream().map(KeysDifferentialTest::keySpec).toList();
    return new CommandSpec(
        fullName,
        fullName,
        integer(info, 1),
        info.elements().get(2).texts(),
        false,
        List.of(),
        List.of(),
        keySpecs,
        Map.of(),
        List.of());
  }

  private static KeySpec keySpec(RespValue reply) {
    return new KeySpec(
        reply.get("flags").texts(),
        null,
        begin(reply.get("begin_search").get("type").text(), reply.get("begin_search").get("spec")),
        find(reply.get("find_keys").get("type").text(), reply.get("find_keys").get("spec")));
  }

  private static KeySpec.Begin begin(String type, RespValue spec) {
    return switch (type) {
      case "index" -> new KeySpec.Begin.Index(integer(spec, "index"));
      case "keyword" ->
          new KeySpec.Begin.Keyword(spec.get("keyword").text(), integer(spec, "startfrom"));
      default -> new KeySpec.Begin.Unknown();
    };
  }

  private static KeySpec.Find find(String type, RespValue spec) {
    return switch (type) {
      case "range" ->
          new KeySpec.Find.Range(
              integer(spec, "lastkey"), integer(spec, "keystep"), integer(spec, "limit"));
      case "keynum" ->
          new KeySpec.Find.KeyNumber(
              integer(spec, "keynumidx"), integer(spec, "firstkey"), integer(spec, "keystep"));
      default -> new KeySpec.Find.Unknown();
    };
  }

  private static int integer(RespValue map, String key) {
    return Integer.parseInt(map.get(key).text());
  }

  private static int integer(RespValue array, int index) {
    return Integer.parseInt(array.elements().get(index).text());
  }
}
