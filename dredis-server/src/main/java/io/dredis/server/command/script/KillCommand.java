package io.dredis.server.command.script;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.RunningScript;
import io.dredis.server.resp.Reply;

/**
 * SCRIPT KILL and FUNCTION KILL: end what runs, which undoes whatever it has written. So unlike
 * Redis they never have to refuse.
 */
final class KillCommand {
  private static final String NOTHING_RUNS = "NOTBUSY No scripts in execution right now.";

  private final RunningScript running;
  private final RunningScript.Kind kind;

  KillCommand(RunningScript running, RunningScript.Kind kind) {
    this.running = running;
    this.kind = kind;
  }

  Reply kill() {
    RunningScript.Run run = running.current();
    if (run == null) {
      throw new CommandException(NOTHING_RUNS);
    }
    if (run.kind() != kind) {
      throw new CommandException(run.kind().refusal());
    }
    // Redis says so of functions too.
    run.killer().accept("Script killed by user with SCRIPT KILL...");
    return Reply.OK;
  }
}
