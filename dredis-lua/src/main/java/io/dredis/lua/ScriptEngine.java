package io.dredis.lua;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Bytes;
import io.dredis.lua.language.Closure;
import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Interruption;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Lua;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import java.util.concurrent.locks.ReentrantLock;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The Lua of one server: Lua 5.1 as Redis 7.0 has it, sandboxed.
 *
 * <p>One script runs at a time, for Redis's atomicity is the server's lock's business; a call while
 * another is under way is an error of the server. Compiling is free of that rule. {@link #kill} may
 * be called from any thread.
 */
public final class ScriptEngine {

  /**
   * What scripts find, about, and the same again for functions: tables of libraries and their
   * functions.
   */
  public static final long ENVIRONMENT_BYTES = 14 << 10;

  private static final LuaString KEYS = LuaValue.valueOf("KEYS");
  private static final LuaString ARGV = LuaValue.valueOf("ARGV");
  private static final String LOAD_TIMEOUT = "ERR FUNCTION LOAD timeout";

  private final CurrentRun run = new CurrentRun();
  private final Environment scripts = new Environment();
  private final Environment functions = new Environment();

  /**
   * Globals of libraries: empty, and while one is loaded only what it then may use is behind it.
   */
  private final Table libraryGlobals = new Table();

  private final Table libraryGlobalsMetatable = new Table();
  private final Table loadingGlobals = new Table();

  /** What the library being loaded has registered; null when none is. */
  private Registration registration;

  /** Guards what follows, so that a kill never hits the next script. */
  private final ReentrantLock killLock = new ReentrantLock();

  private Lua running;
  private String killReason;

  /** Makes all that is the same for all scripts. */
  public ScriptEngine() {
    RedisLibrary redis = new RedisLibrary(run);
    scripts.complete(redis.forScripts(scripts.lua()));
    functions.complete(redis.forFunctions(functions.lua()));
    Table whileLoading = redis.forLoading(functions.lua());
    new Library(functions.lua().machine(), whileLoading).add("register_function", this::register);
    functions.addErrorOnMissing(whileLoading);
    whileLoading.setReadOnly(true);
    loadingGlobals.rawset("redis", whileLoading);
    functions.addErrorOnMissing(loadingGlobals);
    loadingGlobals.setReadOnly(true);
    Environment.setIndex(libraryGlobalsMetatable, functions.globals());
    libraryGlobals.setmetatable(libraryGlobalsMetatable);
    libraryGlobals.setReadOnly(true);
  }

  /** A function of a library may have kept what only the library's loading was to have. */
  private Varargs register(Arguments a) {
    if (registration == null) {
      throw RedisLibrary.error(
          "redis.register_function can only be called on FUNCTION LOAD command");
    }
    return registration.register(a);
  }

  /**
   * Compiles a script of EVAL; a first line that begins with {@code #!} is skipped.
   *
   * @param sha what errors call the script, its SHA-1 digest in hexadecimal
   * @throws ScriptException if it is no Lua: {@code Error compiling script (new function):
   *     user_script:1: …}
   */
  public Script compile(byte[] source, String sha) throws ScriptException {
    try {
      return new Script(sha, scripts.lua().compile(withoutShebang(source), "@user_script"));
    } catch (Failure e) {
      throw new ScriptException("Error compiling script (new function): " + text(e.value()));
    }
  }

  /** The code after the first line; its end stays, so that lines are counted as the user does. */
  private static byte[] withoutShebang(byte[] source) {
    if (source.length < 2 || source[0] != '#' || source[1] != '!') {
      return source;
    }
    int end = 0;
    while (end < source.length && source[end] != '\n') {
      end++;
    }
    return java.util.Arrays.copyOfRange(source, end, source.length);
  }

  /**
   * Runs a script.
   *
   * @return what it returned, or the error that ended it as a {@link ScriptReply.Failure} in
   *     Redis's words
   * @throws ScriptKilledException if it was killed
   */
  public ScriptReply run(Script script, byte[][] keys, byte[][] arguments, ScriptHost host) {
    scripts.set(KEYS, list(keys));
    scripts.set(ARGV, list(arguments));
    return run(scripts, script.name(), script.function(), LuaValue.NONE, host);
  }

  /** Runs a function of a library; else as {@link #run}. */
  public ScriptReply invoke(
      LibraryFunction function, byte[][] keys, byte[][] arguments, ScriptHost host) {
    Varargs lists = LuaValue.varargsOf(list(keys), list(arguments));
    return run(functions, function.name(), function.function(), lists, host);
  }

  private static Table list(byte[][] elements) {
    Table table = new Table(elements.length, 0);
    for (int i = 0; i < elements.length; i++) {
      table.rawset(i + 1, LuaString.valueUsing(elements[i]));
    }
    return table;
  }

  private ScriptReply run(
      Environment environment, String name, LuaValue function, Varargs arguments, ScriptHost host) {
    begin(environment.lua(), host);
    try {
      return call(environment, name, function, arguments);
    } catch (Interruption e) {
      run.rethrow();
      throw new ScriptKilledException(
          Conversion.failure("ERR " + killReason + placeOf(name, e.source(), e.line()), false));
    } finally {
      end();
    }
  }

  private ScriptReply call(
      Environment environment, String name, LuaValue function, Varargs arguments) {
    try {
      LuaValue result = environment.call(function, arguments).arg1();
      return Conversion.toReply(result, run.respVersion());
    } catch (Failure e) {
      return reply(environment.lua(), e, name);
    }
  }

  private void begin(Lua lua, ScriptHost host) {
    killLock.lock();
    try {
      if (running != null) {
        throw new IllegalStateException("a script is running");
      }
      running = lua;
      killReason = null;
    } finally {
      killLock.unlock();
    }
    run.begin(host);
  }

  private void end() {
    Lua ended;
    killLock.lock();
    try {
      ended = running;
      running = null;
      registration = null;
    } finally {
      killLock.unlock();
    }
    ended.machine().end();
    run.end();
  }

  /** The reply to an error that nothing caught: its text, and where it happened. */
  private static ScriptReply.Failure reply(Lua lua, Failure e, String name) {
    LuaValue value = e.value();
    if (!(value instanceof Table table)) {
      return Conversion.failure("ERR " + text(value) + placeOf(name, e.source(), e.line()), false);
    }
    LuaString message = Numbers.string(lua.field(table, Conversion.ERR));
    String text = message == null ? "ERR execution failure" : text(message);
    return Conversion.failure(
        text + placeOf(name, e.source(), e.line()), Conversion.isCounted(table));
  }

  private static String placeOf(String name, LuaString sourceOrNull, int line) {
    if (sourceOrNull == null) {
      return "";
    }
    String source = Conversion.latin(Bytes.of(sourceOrNull));
    return " script: " + name + ", on " + source + ":" + line + ".";
  }

  private static String text(LuaValue value) {
    LuaString string = Numbers.string(value);
    return string == null
        ? value.tojstring()
        : Conversion.upToZero(Conversion.latin(Bytes.of(string)));
  }

  /**
   * Loads a library: runs its code, which registers its functions. A first line that begins with
   * {@code #!} is skipped.
   *
   * @param timeoutMillis how long its code may run; 0 for ever
   * @param host only its {@code log} is called
   * @throws ScriptException if the code cannot be compiled ({@code Error compiling function: …}),
   *     fails or registers nothing
   */
  public FunctionLibrary load(byte[] code, long timeoutMillis, ScriptHost host)
      throws ScriptException {
    Closure main = compileLibrary(code);
    Registration loading = new Registration();
    registration = loading;
    begin(functions.lua(), host);
    Thread timer = timeoutMillis == 0 ? null : startTimer(timeoutMillis, loading);
    Environment.setIndex(libraryGlobalsMetatable, loadingGlobals);
    try {
      functions.call(main, LuaValue.NONE);
    } catch (Failure e) {
      String text =
          e.value() instanceof Table table
              ? text(table.rawget(Conversion.ERR))
              : "ERR " + text(e.value());
      throw new ScriptException("Error registering functions: " + text);
    } catch (Interruption e) {
      run.rethrow();
      throw new ScriptException("Error registering functions: " + killReason);
    } finally {
      if (timer != null) {
        timer.interrupt();
      }
      end();
      Environment.setIndex(libraryGlobalsMetatable, functions.globals());
    }
    if (loading.functions().isEmpty()) {
      throw new ScriptException("No functions registered");
    }
    return new FunctionLibrary(loading.functions(), main.codeBytes());
  }

  private Closure compileLibrary(byte[] code) throws ScriptException {
    try {
      return functions
          .lua()
          .compile(withoutShebang(code), "@user_function")
          .withGlobals(libraryGlobals);
    } catch (Failure e) {
      throw new ScriptException("Error compiling function: " + text(e.value()));
    }
  }

  private Thread startTimer(long timeoutMillis, Registration loading) {
    return Thread.startVirtualThread(
        () -> {
          try {
            Thread.sleep(timeoutMillis);
          } catch (InterruptedException e) {
            return;
          }
          killIf(LOAD_TIMEOUT, loading);
        });
  }

  /**
   * Ends the script that is running, at its next step; without effect if none is.
   *
   * @param reason what its client is told, such as {@code Script killed by user with SCRIPT KILL.}
   */
  public void kill(String reason) {
    killIf(reason, null);
  }

  /**
   * Ends what is running, if it still is the loading of a library; null for whatever is running.
   */
  private void killIf(String reason, Registration loading) {
    killLock.lock();
    try {
      if (running != null && (loading == null || loading == registration)) {
        killReason = reason;
        running.machine().interrupt();
      }
    } finally {
      killLock.unlock();
    }
  }
}
