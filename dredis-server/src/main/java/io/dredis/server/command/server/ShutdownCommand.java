package io.dredis.server.command.server;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.resp.Reply;

/**
 * SHUTDOWN: ends the server after everything is synced. There is nothing to wait for and so nothing
 * to abort: NOW and FORCE change nothing, and NOSAVE neither, because what was acknowledged is on
 * disk already.
 */
final class ShutdownCommand {
  private static final String NOTHING_TO_ABORT = "ERR No shutdown in progress.";
  private static final String NO_SAVE =
      "ERR SHUTDOWN SAVE is not supported: every write is on disk already; use SHUTDOWN or SHUTDOWN"
          + " NOSAVE";

  private final ServerControl control;

  ShutdownCommand(ServerControl control) {
    this.control = control;
  }

  Reply shutdown(Invocation call) {
    boolean save = false;
    boolean noSave = false;
    boolean abort = false;
    boolean hurry = false;
    for (Arguments rest = Arguments.from(call, 1); rest.hasNext(); ) {
      if (rest.accept("NOSAVE")) {
        noSave = true;
      } else if (rest.accept("SAVE")) {
        save = true;
      } else if (rest.accept("ABORT")) {
        abort = true;
      } else if (rest.accept("NOW") || rest.accept("FORCE")) {
        hurry = true;
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    if ((abort && (save || noSave || hurry)) || (save && noSave)) {
      throw new CommandException(Errors.SYNTAX);
    }
    if (abort) {
      throw new CommandException(NOTHING_TO_ABORT);
    }
    if (save) {
      throw new CommandException(NO_SAVE);
    }
    control.stop();
    call.session().requestClose();
    return Reply.NONE;
  }
}
