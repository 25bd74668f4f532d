package io.dredis.lua;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.lua.testing.EngineScripts;
import io.dredis.lua.testing.ScriptFiles;
import io.dredis.lua.testing.SmallHeapRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Scripts that want to keep the server busy for ever, or to use it up. */
@Timeout(180)
class HostileScriptsTest {

  private static final byte[][] NONE = {};

  private final ScriptEngine engine = new ScriptEngine();
  private final QuietHost host = new QuietHost();

  @Test
  void endlessScriptsCanBeKilled() throws IOException {
    for (String script : ScriptFiles.read("hostile/endless")) {
      assertThrows(ScriptKilledException.class, () -> runAndKill(script), script);
      assertEquals(1L, new EngineScripts(engine, host).eval("return 1"), script);
    }
  }

  private void runAndKill(String script) throws ScriptException, InterruptedException {
    Script compiled = engine.compile(script.getBytes(ISO_8859_1), "sha");
    Semaphore ended = new Semaphore(0);
    Thread killer =
        Thread.startVirtualThread(
            () -> {
              try {
                while (!ended.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                  engine.kill("killed");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      engine.run(compiled, NONE, NONE, host);
    } finally {
      ended.release();
      killer.join();
    }
  }

  @Test
  void killTellsTheReasonAndThePlace() {
    assertEquals("on @user_script:1.", placeOfKill("while true do end"));
    assertEquals("on @user_script:3.", placeOfKill("local x\n\nrepeat until false"));
    assertEquals(
        "on @user_script:2.",
        placeOfKill("local function f()\nfor i = 1, 1 / 0 do local x = i end end\n\nf()"));
    assertEquals(
        "on @user_script:3.",
        placeOfKill("local f = coroutine.wrap(function()\nwhile true do end end)\nf()"));
    assertEquals(
        "on @user_script:1.", placeOfKill("local function f() return f() end\n\nreturn f()"));
    assertEquals("on =code:2.", placeOfKill("loadstring('\\nwhile true do end', '=code')()"));
  }

  /** Kills a script and returns the last words of what its client is told. */
  private String placeOfKill(String code) {
    ScriptKilledException killed =
        assertThrows(ScriptKilledException.class, () -> runAndKill(code));
    String text = new String(killed.reply().text(), ISO_8859_1);
    String reason = "ERR killed script: sha, ";
    assertTrue(text.startsWith(reason), text);
    return text.substring(reason.length());
  }

  @Test
  void killHitsNoLaterScript() {
    engine.kill("too late");
    assertEquals(5L, new EngineScripts(engine, host).eval("for i = 1, 1000 do end return 5"));
  }

  @Test
  void whatTheHostThrowsEndsTheScriptAndIsNotCaught() throws ScriptException {
    host.failure = new IllegalStateException("the disk is full");
    Script script =
        engine.compile(
            "while true do pcall(coroutine.wrap(function() redis.call('GET', 'x') end)) end"
                .getBytes(ISO_8859_1),
            "sha");
    assertEquals(
        "the disk is full",
        assertThrows(IllegalStateException.class, () -> engine.run(script, NONE, NONE, host))
            .getMessage());
    assertEquals(1L, new EngineScripts(engine, host).eval("return 1"));
  }

  @Test
  void theHostIsCalledOnTheThreadOfTheRunOnly() {
    new EngineScripts(engine, host)
        .eval(
            "redis.call('A') coroutine.wrap(function() redis.call('B') end)() local function"
                + " deep(n) if n == 0 then redis.call('C') return 0 end return 1 + deep(n - 1) end"
                + " deep(10000) coroutine.wrap(function() deep(10000) end)()");
    assertEquals(4, host.threads.size());
    assertTrue(host.threads.stream().allMatch(thread -> thread.equals(Thread.currentThread())));
  }

  @Test
  void abandonedCoroutinesEndWithTheirScript() throws InterruptedException {
    EngineScripts scripts = new EngineScripts(engine, host);
    for (int i = 0; i < 20; i++) {
      scripts.eval(
          "for i = 1, 1000 do local co = coroutine.wrap(function() coroutine.yield(1) end) co() end"
              + " return 1");
    }
    // More than may be alive at a time, had those before not ended.
    assertEquals(1L, scripts.eval("return coroutine.wrap(function() return 1 end)()"));
  }

  @Test
  void bombsEndInAnErrorInASmallHeap() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapRunner.class.getName(),
                "hostile/bombs")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertEquals(0, process.waitFor(), output);
    String[] replies = output.split("\n", -1);
    String[] scripts = ScriptFiles.read("hostile/bombs");
    assertEquals(scripts.length, replies.length - 1, output);
    List<Executable> checks = new ArrayList<>();
    for (int i = 0; i < scripts.length; i++) {
      String reply = replies[i];
      String script = scripts[i];
      checks.add(() -> assertTrue(reply.startsWith("-ERR "), () -> script + "\n" + reply));
    }
    assertAll(checks);
  }

  /** A host that answers nothing, notes who asks, and fails if it is told to. */
  private static final class QuietHost implements ScriptHost {

    private final List<Thread> threads = new ArrayList<>();
    private RuntimeException failure;

    @Override
    public ScriptReply call(byte[][] arguments, int respVersion) {
      if (failure != null) {
        RuntimeException thrown = failure;
        failure = null;
        throw thrown;
      }
      if (threads.size() < 100) {
        threads.add(Thread.currentThread());
      }
      return ScriptReply.NULL;
    }

    @Override
    public void log(int level, byte[] message) {}

    @Override
    public void setReplication(int flags) {}

    @Override
    public Boolean mayExecute(byte[][] arguments) {
      return Boolean.TRUE;
    }
  }
}
