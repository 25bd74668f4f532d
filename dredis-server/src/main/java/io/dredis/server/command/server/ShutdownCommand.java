package io.dredis.server.command.server;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LaterReply;
import io.dredis.server.command.RunningScript;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import java.util.concurrent.CompletableFuture;

/**
 * SHUTDOWN: ends the server after everything is synced, with an RDB file if that is asked for or
 * there are save points; while a script is busy, only without. There are no replicas to wait for,
 * so there is nothing to abort, and NOW changes nothing.
 */
final class ShutdownCommand {
  private static final String NOTHING_TO_ABORT = "ERR No shutdown in progress.";
  private static final String FAILED = "ERR Errors trying to SHUTDOWN. Check logs.";

  private final ServerControl control;
  private final SaveControl saves;
  private final LoadControl loading;
  private final SnapshotSource snapshots;
  private final RunningScript running;

  ShutdownCommand(
      ServerControl control,
      SaveControl saves,
      LoadControl loading,
      SnapshotSource snapshots,
      RunningScript running) {
    this.running = running;
    this.control = control;
    this.saves = saves;
    this.loading = loading;
    this.snapshots = snapshots;
  }

  Reply shutdown(Invocation call) {
    boolean save = false;
    boolean noSave = false;
    boolean abort = false;
    boolean now = false;
    boolean force = false;
    for (Arguments rest = Arguments.from(call, 1); rest.hasNext(); ) {
      if (rest.accept("NOSAVE")) {
        noSave = true;
      } else if (rest.accept("SAVE")) {
        save = true;
      } else if (rest.accept("ABORT")) {
        abort = true;
      } else if (rest.accept("NOW")) {
        now = true;
      } else if (rest.accept("FORCE")) {
        force = true;
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    if ((abort && (save || noSave || now || force)) || (save && noSave)) {
      throw new CommandException(Errors.SYNTAX);
    }
    if (abort) {
      throw new CommandException(NOTHING_TO_ABORT);
    }
    if (!noSave && running.current() != null) {
      throw new CommandException(running.current().kind().refusal());
    }
    // As in Redis, a load that has not ended is nothing to save.
    if ((save || (saves.hasPoints() && !noSave)) && !loading.inProgress()) {
      return saveFirst(call, force);
    }
    saves.endWithoutSave();
    return stop(call.session());
  }

  private Reply saveFirst(Invocation call, boolean force) {
    CompletableFuture<Boolean> saved = saves.saveForShutdown(snapshots.snapshot());
    Session session = call.session();
    return call.answerLater(new ShutdownReply(saved, session, force));
  }

  private Reply stop(Session session) {
    control.stop();
    session.requestClose();
    return Reply.NONE;
  }

  /** The reply to SHUTDOWN, if there is one: the save failed. Goes on without its client. */
  private final class ShutdownReply implements LaterReply {
    private final CompletableFuture<Boolean> saved;
    private final Session session;
    private final boolean force;

    ShutdownReply(CompletableFuture<Boolean> saved, Session session, boolean force) {
      this.saved = saved;
      this.session = session;
      this.force = force;
    }

    @Override
    public Reply await(Continuation continuation) {
      boolean good = saved.join();
      return continuation.run(
          call -> {
            if (!good && !force) {
              throw new CommandException(FAILED);
            }
            if (!good) {
              saves.endWithoutSave();
            }
            return stop(session);
          });
    }

    @Override
    public boolean interruptible() {
      return false;
    }
  }
}
