package io.dredis.lua;

/** The end of a script that {@link ScriptEngine#kill} was called for. No script can catch it. */
public final class ScriptKilledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient ScriptReply.Failure reply;

  ScriptKilledException(ScriptReply.Failure reply) {
    super("the script was killed", null, false, false);
    this.reply = reply;
  }

  /** What the client that ran the script is to be told. */
  public ScriptReply.Failure reply() {
    return reply;
  }
}
