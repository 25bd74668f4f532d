package io.dredis.lua;

/**
 * What a running script asks of the server.
 *
 * <p>Called only on the thread that called {@link ScriptEngine#run} or {@link ScriptEngine#invoke},
 * also for what a coroutine or a deeply nested function asks, so it may rely on locks that this
 * thread holds. An exception that it throws ends the script, which cannot catch it, and comes out
 * of {@code run} as it is.
 */
public interface ScriptHost {

  /**
   * Executes a command.
   *
   * @param arguments the command's name and its arguments, at least one
   * @param respVersion 2 or 3: which protocol's types the reply is to be made of, as {@code
   *     redis.setresp} chose
   * @return the reply, whole; an error, of the command or of what forbids it, is a {@link
   *     ScriptReply.Failure}
   */
  ScriptReply call(byte[][] arguments, int respVersion);

  /**
   * Writes a line to the server's log, at one of Redis's levels: 0 debug, 1 verbose, 2 notice, 3
   * warning.
   */
  void log(int level, byte[] message);

  /** Says what {@code redis.set_repl} chose, a combination of 1 (AOF) and 2 (replicas). */
  void setReplication(int flags);

  /**
   * Whether the caller may execute a command; null if there is no such command or it has another
   * number of arguments.
   */
  Boolean mayExecute(byte[][] arguments);
}
