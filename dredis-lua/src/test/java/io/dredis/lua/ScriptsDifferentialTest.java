package io.dredis.lua;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.lua.testing.EngineScripts;
import io.dredis.lua.testing.RedisHost;
import io.dredis.lua.testing.RedisScripts;
import io.dredis.lua.testing.ScriptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts from files, run by the engine and by a real Redis: replies, errors and their places are
 * the same.
 */
@Timeout(120)
class ScriptsDifferentialTest {

  private static final int RANDOM_SCRIPTS = 2000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asked",
        "coroutines",
        "functions",
        "limits",
        "numbers",
        "redis",
        "sandbox",
        "strings",
        "syntax",
        "tables"
      })
  void scriptsAnswerAsInRedis(String file) throws IOException, InterruptedException {
    try (RedisScripts redis = RedisScripts.start(directory)) {
      EngineScripts scripts = new EngineScripts(new ScriptEngine(), new RedisHost(redis));
      List<Executable> comparisons = new ArrayList<>();
      for (String script : ScriptFiles.read("scripts/" + file)) {
        redis.call("FLUSHALL");
        redis.call("SET", "k", "v");
        Object expected = redis.eval(script);
        redis.call("FLUSHALL");
        redis.call("SET", "k", "v");
        Object actual = scripts.eval(script);
        comparisons.add(() -> assertEquals(expected, actual, script));
      }
      assertAll(comparisons);
    }
  }

  @Test
  void randomScriptsAnswerAsInRedis() throws IOException, InterruptedException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("ScriptsDifferentialTest: dredis.test.seed " + seed);
    RandomScripts random = new RandomScripts(new Random(seed));
    try (RedisScripts redis = RedisScripts.start(directory)) {
      redis.call("SET", "k", "v");
      EngineScripts scripts = new EngineScripts(new ScriptEngine(), new RedisHost(redis));
      for (int i = 0; i < RANDOM_SCRIPTS; i++) {
        String script = random.next();
        assertEquals(redis.eval(script), scripts.eval(script), script);
      }
    }
  }
}
