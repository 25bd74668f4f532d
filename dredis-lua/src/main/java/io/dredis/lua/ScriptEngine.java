package io.dredis.lua;

/**
 * The Lua of one server: Lua 5.1 as Redis 7.0 has it, sandboxed.
 *
 * <p>One script runs at a time; a second caller is refused, for Redis's atomicity is the server's
 * lock's business. Compiling is free of that rule. {@link #kill} may be called from any thread.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ScriptEngine {

  /**
   * Compiles a script of EVAL; a first line that begins with {@code #!} is skipped.
   *
   * @param sha what errors call the script, its SHA-1 digest in hexadecimal
   * @throws ScriptException if it is no Lua: {@code Error compiling script (new function):
   *     user_script:1: …}
   */
  public Script compile(byte[] source, String sha) throws ScriptException {
    throw unavailable();
  }

  /**
   * Runs a script.
   *
   * @return what it returned, or the error that ended it as a {@link ScriptReply.Failure} in
   *     Redis's words
   * @throws ScriptKilledException if it was killed
   */
  public ScriptReply run(Script script, byte[][] keys, byte[][] arguments, ScriptHost host) {
    throw unavailable();
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
    throw unavailable();
  }

  /** Runs a function of a library; else as {@link #run}. */
  public ScriptReply invoke(
      LibraryFunction function, byte[][] keys, byte[][] arguments, ScriptHost host) {
    throw unavailable();
  }

  /**
   * Ends the script that is running, at its next step; without effect if none is.
   *
   * @param reason what its client is told, such as {@code Script killed by user with SCRIPT KILL.}
   */
  public void kill(String reason) {
    throw unavailable();
  }

  private static UnsupportedOperationException unavailable() {
    return new UnsupportedOperationException("the interpreter is not here yet");
  }
}
