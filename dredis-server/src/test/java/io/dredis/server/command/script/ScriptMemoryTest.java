package io.dredis.server.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What INFO memory says of scripts and functions: Redis's fields, with figures that follow. */
class ScriptMemoryTest {
  private static final String SCRIPT = "local x = {1, 2} return x[1] + x[2]";
  private static final String LIBRARY =
      """
      #!lua name=lib
      redis.register_function('one', function() return 1 end)
      redis.register_function('two', function() return 2 end)
      """;

  @Test
  void theFieldsAreThoseOfRedis() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      assertEquals(names(both.redis()), names(both.dredis()));
    }
  }

  private static List<String> names(RespConnection server) throws IOException {
    return RespConnection.text(server.call("INFO", "memory"))
        .lines()
        .map(line -> line.replaceAll(":.*", ""))
        .filter(name -> name.matches(".*_(lua|vm|scripts|functions|libraries)(_.*)?"))
        .toList();
  }

  @Test
  void theNumbersAreThoseOfRedis() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      for (String[] request :
          new String[][] {
            {"EVAL", SCRIPT, "0"},
            {"SCRIPT", "LOAD", SCRIPT},
            {"SCRIPT", "LOAD", "return 2"},
            {"EVAL", "no lua", "0"},
            {"FUNCTION", "LOAD", LIBRARY},
            {"SCRIPT", "FLUSH"},
            {"FUNCTION", "FLUSH"}
          }) {
        both.same(request);
        for (String name :
            List.of("number_of_cached_scripts", "number_of_functions", "number_of_libraries")) {
          assertEquals(
              figure(both.redis(), name),
              figure(both.dredis(), name),
              String.join(" ", request) + ", " + name);
        }
      }
    }
  }

  @Test
  void whatIsCachedTakesMemoryUntilItIsFlushed() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      for (RespConnection server : List.of(both.redis(), both.dredis())) {
        long scripts = figure(server, "used_memory_scripts_eval");
        long lua = figure(server, "used_memory_lua");
        long functions = figure(server, "used_memory_functions");
        assertTrue(lua > 0 && figure(server, "used_memory_vm_functions") > 0);
        for (int i = 0; i < 500; i++) {
          server.call("EVAL", SCRIPT + " + " + i, "0");
        }
        server.call("FUNCTION", "LOAD", LIBRARY);
        assertTrue(figure(server, "used_memory_scripts_eval") > scripts + 500 * 40);
        assertTrue(figure(server, "used_memory_lua") > lua + 500L * SCRIPT.length());
        assertTrue(figure(server, "used_memory_functions") > functions + LIBRARY.length());
        assertEquals(figure(server, "used_memory_lua"), figure(server, "used_memory_vm_eval"));
        assertEquals(
            figure(server, "used_memory_vm_eval") + figure(server, "used_memory_vm_functions"),
            figure(server, "used_memory_vm_total"));
        assertEquals(
            figure(server, "used_memory_scripts_eval") + figure(server, "used_memory_functions"),
            figure(server, "used_memory_scripts"));
        server.call("SCRIPT", "FLUSH");
        server.call("FUNCTION", "FLUSH");
        assertEquals(scripts, figure(server, "used_memory_scripts_eval"));
        assertTrue(figure(server, "used_memory_lua") < lua + 500);
        assertEquals(functions, figure(server, "used_memory_functions"));
      }
    }
  }

  private static long figure(RespConnection server, String name) throws IOException {
    return RespConnection.text(server.call("INFO", "memory"))
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }
}
