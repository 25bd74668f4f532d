package io.dredis.lua;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dredis.lua.testing.EngineScripts;
import io.dredis.lua.testing.RedisHost;
import io.dredis.lua.testing.RedisScripts;
import io.dredis.lua.testing.ScriptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Libraries of functions, loaded and called by the engine and by a real Redis. */
@Timeout(60)
class FunctionLibraryTest {

  private static final byte[][] NONE = {};
  private static final String SHEBANG = "#!lua name=lib\n";

  private final ScriptEngine engine = new ScriptEngine();

  @TempDir Path directory;

  @Test
  void librariesAreRefusedAsInRedis() throws IOException, InterruptedException {
    try (RedisScripts redis = RedisScripts.start(directory)) {
      for (String code : ScriptFiles.read("functions/refused")) {
        assertEquals(
            redis.call("FUNCTION", "LOAD", "REPLACE", SHEBANG + code),
            load(redis, SHEBANG + code),
            code);
      }
    }
  }

  @Test
  void whatALibraryKeptFromItsLoadingRegistersNothing()
      throws IOException, InterruptedException, ScriptException {
    String code =
        SHEBANG
            + """
            local kept = redis
            kept.register_function('again', function() return kept.register_function('again', 1) end)
            kept.register_function('other', function()
              kept.register_function{function_name = 'new', callback = function() return 1 end}
            end)
            kept.register_function('wrong', function() return kept.register_function() end)
            kept.register_function('call', function() return kept.call('PING') end)
            """;
    try (RedisScripts redis = RedisScripts.start(directory)) {
      redis.call("FUNCTION", "LOAD", "REPLACE", code);
      FunctionLibrary library = engine.load(code.getBytes(ISO_8859_1), 0, new RedisHost(redis));
      for (LibraryFunction function : library.functions()) {
        assertEquals(
            redis.call("FCALL", function.name(), "0"),
            EngineScripts.plain(engine.invoke(function, NONE, NONE, new RedisHost(redis))),
            function.name());
      }
    }
  }

  private Object load(RedisScripts redis, String code) {
    try {
      engine.load(code.getBytes(ISO_8859_1), 500, new RedisHost(redis));
      return "lib";
    } catch (ScriptException e) {
      return "-ERR " + e.getMessage();
    }
  }

  @Test
  void functionsAnswerAsInRedis() throws IOException, InterruptedException, ScriptException {
    try (RedisScripts redis = RedisScripts.start(directory)) {
      for (String body : ScriptFiles.read("functions/bodies")) {
        String code =
            SHEBANG
                + "local calls = 0\nredis.register_function('f', function(keys, args) "
                + body
                + " end)";
        redis.call("FUNCTION", "LOAD", "REPLACE", code);
        Object expected = redis.call("FCALL", "f", "1", "key", "a", "b");
        RedisHost host = new RedisHost(redis);
        LibraryFunction function =
            engine.load(code.getBytes(ISO_8859_1), 500, host).functions().getFirst();
        byte[][] keys = {bytes("key")};
        byte[][] arguments = {bytes("a"), bytes("b")};
        assertEquals(
            expected, EngineScripts.plain(engine.invoke(function, keys, arguments, host)), body);
      }
    }
  }

  @Test
  void aLibraryKeepsItsVariablesBetweenCalls() throws ScriptException {
    String code = "local n = 0 redis.register_function('next', function() n = n + 1 return n end)";
    LibraryFunction next = engine.load(bytes(code), 0, null).functions().getFirst();
    engine.invoke(next, NONE, NONE, null);
    assertEquals(2L, EngineScripts.plain(engine.invoke(next, NONE, NONE, null)));
  }

  @Test
  void registersNameDescriptionAndFlags() throws ScriptException {
    String code =
        "redis.register_function{function_name='f', description='does', callback=function() end,"
            + " flags={'allow-oom', 'no-writes'}} redis.register_function('g', function() end)";
    List<LibraryFunction> functions = engine.load(bytes(code), 0, null).functions();
    assertEquals(List.of("f", "g"), functions.stream().map(LibraryFunction::name).toList());
    assertEquals("does", functions.getFirst().description());
    assertEquals(List.of("no-writes", "allow-oom"), List.copyOf(functions.getFirst().flags()));
  }

  @Test
  void loadingEndsAfterItsTime() {
    ScriptException e =
        assertThrows(
            ScriptException.class, () -> engine.load(bytes("while true do end"), 50, null));
    assertEquals("Error registering functions: ERR FUNCTION LOAD timeout", e.getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
