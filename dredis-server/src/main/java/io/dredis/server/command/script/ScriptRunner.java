package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.ScriptEngine;
import io.dredis.lua.ScriptHost;
import io.dredis.lua.ScriptKilledException;
import io.dredis.lua.ScriptReply;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Gatekeeper;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.NestedExecution;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.RunningScript;
import io.dredis.server.resp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a script or function as one transaction: what it wrote stays if it ends, be it by an error
 * of its own, and is undone if it is killed.
 */
final class ScriptRunner {
  /** Where the count of keys stands in EVAL and FCALL; the keys follow. */
  private static final int KEY_COUNT = 2;

  private final ScriptEngine engine;
  private final NestedExecution nested;
  private final RunningScript running;
  private final Gatekeeper gatekeeper;
  private final ScriptSession sessions = new ScriptSession();

  ScriptRunner(
      ScriptEngine engine, NestedExecution nested, RunningScript running, Gatekeeper gatekeeper) {
    this.engine = engine;
    this.nested = nested;
    this.running = running;
    this.gatekeeper = gatekeeper;
  }

  ScriptEngine engine() {
    return engine;
  }

  /** What is run. */
  @FunctionalInterface
  interface Body {
    ScriptReply run(byte[][] keys, byte[][] arguments, ScriptHost host);
  }

  /**
   * Returns how many keys a call of EVAL or FCALL announces.
   *
   * @param notAnInteger what to answer when it announces no number
   */
  static int keyCount(Invocation call, String notAnInteger) {
    long count = Numbers.parseLong(call.argument(KEY_COUNT), notAnInteger);
    if (count > call.count() - KEY_COUNT - 1) {
      throw new CommandException(Errors.KEY_COUNT_TOO_LARGE);
    }
    if (count < 0) {
      throw new CommandException("ERR Number of keys can't be negative");
    }
    return (int) count;
  }

  /**
   * Runs something for a call of EVAL or FCALL.
   *
   * @param keyCount what {@link #keyCount} returned
   * @param readOnly whether the command promises not to write, as EVAL_RO does
   */
  Reply run(
      Invocation call,
      int keyCount,
      boolean readOnly,
      RunningScript.Kind kind,
      String name,
      ScriptFlags flags,
      Body body) {
    requireWritesAllowed(flags, readOnly);
    int firstArgument = KEY_COUNT + 1 + keyCount;
    byte[][] keys = Arrays.copyOfRange(call.arguments(), KEY_COUNT + 1, firstArgument);
    byte[][] arguments = Arrays.copyOfRange(call.arguments(), firstArgument, call.count());
    boolean mayWrite = !readOnly && !flags.noWrites();
    try (NestedExecution.Parts parts = nested.begin()) {
      if (kind == RunningScript.Kind.FUNCTION && mayWrite) {
        // What the variables of its library hold is not undone.
        nested.requireWritable(HeldKeys.Key.listOf(call.session().database(), List.of(keys)));
        parts.leaveStore();
      }
      running.begin(
          new RunningScript.Run(kind, name, call.arguments(), System.nanoTime(), engine::kill));
      try {
        ScriptCalls host =
            new ScriptCalls(
                nested, parts, running, gatekeeper, sessions.of(call.session()), mayWrite);
        ScriptReply reply = body.run(keys, arguments, host);
        parts.requireIntact();
        List<Reply.Failure> inner = new ArrayList<>();
        Reply result = ScriptReplies.toReply(reply, inner);
        nested.countInner(call.command(), inner);
        return result;
      } finally {
        running.end();
      }
    } catch (ScriptKilledException e) {
      // Thrown on, not answered: then all that the script wrote is undone.
      throw new CommandException(new String(e.reply().text(), ISO_8859_1));
    }
  }

  private void requireWritesAllowed(ScriptFlags flags, boolean readOnly) {
    if (!flags.declared() || flags.noWrites()) {
      return;
    }
    if (gatekeeper.readOnly()) {
      throw new CommandException(
          "READONLY You can not run script with write flag on readonly replica.");
    }
    if (readOnly) {
      throw new CommandException(
          "ERR Can not execute a script with write flag using *_ro command.");
    }
  }
}
