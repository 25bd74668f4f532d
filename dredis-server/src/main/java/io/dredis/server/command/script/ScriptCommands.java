package io.dredis.server.command.script;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.RunningScript;
import io.dredis.server.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/** EVAL, EVALSHA, their read-only forms, and SCRIPT. */
final class ScriptCommands {
  private static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";
  private static final String FLUSH_OPTION = "ERR SCRIPT FLUSH only support SYNC|ASYNC option";
  private static final String NO_DEBUGGER =
      "ERR SCRIPT DEBUG is not supported: this server has no Lua debugger";
  private static final String DEBUG_USAGE = "ERR Use SCRIPT DEBUG YES/SYNC/NO";

  private final ScriptCache cache;
  private final ScriptRunner runner;
  private final KillCommand kill;

  ScriptCommands(ScriptCache cache, ScriptRunner runner, RunningScript running) {
    this.cache = cache;
    this.runner = runner;
    this.kill = new KillCommand(running, RunningScript.Kind.SCRIPT);
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("eval", call -> eval(call, false))
        .bind("eval_ro", call -> eval(call, true))
        .bind("evalsha", call -> evalsha(call, false))
        .bind("evalsha_ro", call -> evalsha(call, true))
        .holdInPauseOfWrites("eval", request -> flagsOf(request[1]).mayWrite(true))
        .holdInPauseOfWrites("eval_ro", request -> flagsOf(request[1]).mayWrite(false))
        .holdInPauseOfWrites("evalsha", request -> cachedFlagsOf(request[1]).mayWrite(true))
        .holdInPauseOfWrites("evalsha_ro", request -> cachedFlagsOf(request[1]).mayWrite(false))
        .bind("script|load", this::load)
        .bind("script|exists", this::exists)
        .bind("script|flush", this::flush)
        .bind("script|kill", call -> kill.kill())
        .bind("script|debug", ScriptCommands::debug)
        .bind("script|help", call -> help());
  }

  private static ScriptFlags flagsOf(byte[] source) {
    try {
      return ScriptFlags.of(source);
    } catch (CommandException e) {
      return ScriptFlags.UNDECLARED;
    }
  }

  private ScriptFlags cachedFlagsOf(byte[] digest) {
    CachedScript script = cache.find(digest);
    return script == null ? ScriptFlags.UNDECLARED : script.flags();
  }

  private Reply eval(Invocation call, boolean readOnly) {
    int keyCount = ScriptRunner.keyCount(call, Errors.NOT_AN_INTEGER);
    return run(call, keyCount, cache.add(call.argument(1), false), readOnly);
  }

  private Reply evalsha(Invocation call, boolean readOnly) {
    CachedScript script = cache.find(call.argument(1));
    if (call.argument(1).length != ScriptCache.DIGEST_LENGTH) {
      throw new CommandException(NO_SCRIPT);
    }
    int keyCount = ScriptRunner.keyCount(call, Errors.NOT_AN_INTEGER);
    if (script == null) {
      throw new CommandException(NO_SCRIPT);
    }
    return run(call, keyCount, script, readOnly);
  }

  private Reply run(Invocation call, int keyCount, CachedScript cached, boolean readOnly) {
    return runner.run(
        call,
        keyCount,
        readOnly,
        RunningScript.Kind.SCRIPT,
        cached.script().name(),
        cached.flags(),
        (keys, arguments, host) -> runner.engine().run(cached.script(), keys, arguments, host));
  }

  private Reply load(Invocation call) {
    return Reply.Bulk.of(cache.add(call.argument(2), true).script().name());
  }

  private Reply exists(Invocation call) {
    List<Reply> found = new ArrayList<>();
    for (int i = 2; i < call.count(); i++) {
      found.add(Reply.flag(cache.find(call.argument(i)) != null));
    }
    return new Reply.Array(found);
  }

  private Reply flush(Invocation call) {
    Arguments rest = Arguments.from(call, 2);
    boolean valid = !rest.hasNext() || rest.accept("SYNC") || rest.accept("ASYNC");
    if (!valid || rest.hasNext()) {
      throw new CommandException(FLUSH_OPTION);
    }
    cache.clear();
    return Reply.OK;
  }

  private static Reply debug(Invocation call) {
    Arguments rest = Arguments.from(call, 2);
    if (rest.accept("NO")) {
      return Reply.OK;
    }
    boolean known = rest.accept("YES") || rest.accept("SYNC");
    throw new CommandException(known ? NO_DEBUGGER : DEBUG_USAGE);
  }

  private static Reply help() {
    return HelpReply.of(
        "script",
        "DEBUG (YES|SYNC|NO)",
        "    Set the debug mode for subsequent scripts executed.",
        "EXISTS <sha1> [<sha1> ...]",
        "    Return information about the existence of the scripts in the script cache.",
        "FLUSH [ASYNC|SYNC]",
        "    Flush the Lua scripts cache. Very dangerous on replicas.",
        "    When called without the optional mode argument, the behavior is determined by the",
        "    lazyfree-lazy-user-flush configuration directive. Valid modes are:",
        "    * ASYNC: Asynchronously flush the scripts cache.",
        "    * SYNC: Synchronously flush the scripts cache.",
        "KILL",
        "    Kill the currently executing Lua script.",
        "LOAD <script>",
        "    Load a script into the scripts cache without executing it.");
  }
}
