package io.dredis.server.command.introspection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.command.CommandSpec;
import io.dredis.server.command.CommandSpecs;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.RespValue;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * COMMAND answers as Redis does, but for the order of commands and for the commands not offered.
 */
class CommandIntrospectionDifferentialTest {
  /** Offered here and unknown to Redis 7.0. */
  private static final Set<String> NEWER = Set.of("client|no-touch", "client|setinfo");

  private static ServerPair servers;

  @BeforeAll
  static void start() {
    servers = ServerPair.start();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void tellsOfEveryCommandWhatRedisTells(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      for (CommandSpec spec : known().toList()) {
        if (!spec.isContainer()) {
          both.same("COMMAND", "INFO", spec.fullName());
          both.same("COMMAND", "DOCS", spec.fullName());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void tellsOfContainersAllButTheirSubcommandsAsRedis(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      for (CommandSpec spec :
          CommandSpecs.load().stream().filter(CommandSpec::isContainer).toList()) {
        assertEquals(
            infoWithoutSubcommands(both.redis(), spec.name()),
            infoWithoutSubcommands(both.dredis(), spec.name()));
        assertEquals(
            docsWithoutSubcommands(both.redis(), spec.name()),
            docsWithoutSubcommands(both.dredis(), spec.name()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void showsTheSubcommandsOfAContainerAsItShowsThemAlone(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      for (CommandSpec spec :
          CommandSpecs.load().stream().filter(CommandSpec::isContainer).toList()) {
        RespValue info = call(both.dredis(), "COMMAND", "INFO", spec.name()).elements().getFirst();
        RespValue docs = call(both.dredis(), "COMMAND", "DOCS", spec.name()).get(spec.name());
        assertEquals(spec.subcommands().size(), info.elements().getLast().elements().size());
        for (CommandSpec sub : spec.subcommands()) {
          int index = spec.subcommands().indexOf(sub);
          assertEquals(
              call(both.dredis(), "COMMAND", "INFO", sub.fullName()).elements().getFirst(),
              info.elements().getLast().elements().get(index));
          assertEquals(
              call(both.dredis(), "COMMAND", "DOCS", sub.fullName()).get(sub.fullName()),
              docs.get("subcommands").get(sub.fullName()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void listsAllCommandsInEveryForm(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      List<String> names = CommandSpecs.load().stream().map(CommandSpec::name).toList();
      RespValue all = call(both.dredis(), "COMMAND");
      assertEquals(all, call(both.dredis(), "COMMAND", "INFO"));
      assertEquals(
          names, all.elements().stream().map(info -> info.elements().getFirst().text()).toList());
      List<String> fullNames =
          CommandSpecs.load().stream()
              .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()))
              .map(CommandSpec::fullName)
              .toList();
      assertEquals(fullNames, call(both.dredis(), "COMMAND", "LIST").texts());
      assertEquals(":" + names.size(), call(both.dredis(), "COMMAND", "COUNT").head());
      RespValue docs = call(both.dredis(), "COMMAND", "DOCS");
      assertEquals(2 * names.size(), docs.elements().size());
      for (String name : names) {
        assertEquals(call(both.dredis(), "COMMAND", "DOCS", name).get(name), docs.get(name));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ACLCAT string",
        "ACLCAT STRING",
        "ACLCAT connection",
        "aclcat dangerous",
        "ACLCAT @string",
        "ACLCAT nosuch",
        "PATTERN *",
        "PATTERN GE*",
        "pattern *|*",
        "PATTERN client|????",
        "PATTERN [s-t]*",
        "PATTERN",
        "MODULE nosuch",
      })
  void filtersTheListAsRedis(String filter) throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      String[] request =
          ("COMMAND LIST" + (filter.isEmpty() ? "" : " FILTERBY " + filter)).split(" ", -1);
      RespValue expected = call(both.redis(), request);
      RespValue actual = call(both.dredis(), request);
      Set<String> names = new TreeSet<>(expected.texts());
      names.retainAll(known().map(CommandSpec::fullName).toList());
      Set<String> actualNames = new TreeSet<>(actual.texts());
      actualNames.removeAll(NEWER);
      assertEquals(names, actualNames);
      assertEquals(expected.head().startsWith("-"), actual.head().startsWith("-"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void answersOddAndWrongCallsAsRedis(int protocol) throws IOException {
    List<String> requests =
        List.of(
            "COMMAND foo",
            "COMMAND COUNT x",
            "COMMAND HELP",
            "COMMAND HELP x",
            "COMMAND INFO nosuch get GET nosuch",
            "COMMAND INFO get|foo client|nosuch nosuch|x | client| |list",
            "COMMAND INFO CLIENT|LIST cLient|iD",
            "COMMAND DOCS nosuch",
            "COMMAND DOCS nosuch GET get nosuch|x get|x",
            "COMMAND DOCS client|list",
            "COMMAND LIST a",
            "COMMAND LIST FILTERBY",
            "COMMAND LIST FILTERBY PATTERN",
            "COMMAND LIST FILTERBY FOO bar",
            "COMMAND LIST FILTERBY ACLCAT string x",
            "COMMAND LIST ACLCAT string x",
            "COMMAND LIST FILTERBY MODULE nosuch");
    try (ReplyComparison both = servers.connect(protocol)) {
      for (String request : requests) {
        both.sameLine(request);
      }
      both.same("COMMAND", "INFO", "get\0", "\0");
      both.same("COMMAND", "INFO", "");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void findsTheKeysThatRedisFinds(int protocol) throws IOException {
    List<String> requests =
        List.of(
            "get a",
            "GET a",
            "get a b",
            "mget a b c",
            "mget",
            "mset a b",
            "mset a b c",
            "mset a b c d",
            "set a b",
            "set a b get",
            "set a b EX 10 GeT",
            "set a get",
            "set a",
            "set get get",
            "copy a b",
            "copy a b DB 1",
            "copy a",
            "rename a b",
            "lcs a b LEN",
            "del a a b",
            "exists x",
            "touch a b c",
            "object encoding a",
            "object freq",
            "object foo a",
            "object help",
            "object",
            "config get a",
            "config|get a b",
            "client list",
            "client foo bar",
            "client",
            "ping",
            "ping a b c",
            "nosuch a",
            "keys *",
            "scan 0",
            "dbsize",
            "randomkey",
            "getex a EX 10",
            "append a b",
            "substr a 0 1",
            "msetnx a 1 b 2",
            "flushall",
            "debug object a",
            "incrbyfloat a 1",
            "expire a 1 NX",
            "pexpireat a 1",
            "command getkeys get a",
            "shutdown nosave");
    try (ReplyComparison both = servers.connect(protocol)) {
      for (String request : requests) {
        both.sameLine("COMMAND GETKEYS " + request);
        both.sameLine("COMMAND GETKEYSANDFLAGS " + request);
      }
      both.sameLine("COMMAND GETKEYS");
      both.sameLine("COMMAND GETKEYSANDFLAGS get");
      both.same("COMMAND", "GETKEYS", "mget", "", "\0\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void findsTheKeysOfEveryOfferedCommand(int protocol) throws IOException {
    try (ReplyComparison both = servers.connect(protocol)) {
      for (CommandSpec spec : known().toList()) {
        String words = spec.fullName().replace('|', ' ');
        for (int arguments = 1; arguments <= 6; arguments++) {
          words += " " + arguments;
          both.sameLine("COMMAND GETKEYS " + words);
          both.sameLine("COMMAND GETKEYSANDFLAGS " + words);
        }
      }
    }
  }

  /** Returns the offered commands and subcommands that Redis 7.0 knows too. */
  private static Stream<CommandSpec> known() {
    return CommandSpecs.load().stream()
        .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()))
        .filter(spec -> !NEWER.contains(spec.fullName()));
  }

  private static List<RespValue> infoWithoutSubcommands(RespConnection server, String name)
      throws IOException {
    RespValue info = call(server, "COMMAND", "INFO", name).elements().getFirst();
    return info.elements().subList(0, info.elements().size() - 1);
  }

  private static List<RespValue> docsWithoutSubcommands(RespConnection server, String name)
      throws IOException {
    List<RespValue> members = call(server, "COMMAND", "DOCS", name).get(name).elements();
    assertEquals("subcommands", members.get(members.size() - 2).text());
    return members.subList(0, members.size() - 1);
  }

  private static RespValue call(RespConnection server, String... request) throws IOException {
    return RespValue.parse(RespConnection.text(server.call(request)));
  }
}
