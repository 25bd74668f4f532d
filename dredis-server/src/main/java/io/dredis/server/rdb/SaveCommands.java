package io.dredis.server.rdb;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LaterReply;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** SAVE, BGSAVE and LASTSAVE. */
public final class SaveCommands {
  private static final String IN_PROGRESS = "ERR Background save already in progress";
  private static final String FAILED =
      "ERR Saving failed, the file is as it was; the server's log says why";

  private final Saves saves;
  private final SnapshotSource snapshots;

  /** The commands over the saves of a server. */
  public SaveCommands(Saves saves, SnapshotSource snapshots) {
    this.saves = saves;
    this.snapshots = snapshots;
  }

  /** Binds the handlers. */
  public void bind(CommandTable.Builder table) {
    table.bind("save", this::save).bind("bgsave", this::bgsave).bind("lastsave", this::lastsave);
  }

  Reply save(Invocation call) {
    if (saves.backgroundRunning()) {
      throw new CommandException(IN_PROGRESS);
    }
    CompletableFuture<Boolean> saved = saves.begin(snapshots.snapshot(), false);
    return call.canWait() ? call.answerLater(new SaveReply(saved)) : reply(saved.join());
  }

  private static Reply reply(boolean saved) {
    if (!saved) {
      throw new CommandException(FAILED);
    }
    return Reply.OK;
  }

  Reply bgsave(Invocation call) {
    Arguments options = Arguments.from(call, 1);
    if (call.count() > 2 || (options.hasNext() && !options.accept("SCHEDULE"))) {
      throw new CommandException(Errors.SYNTAX);
    }
    if (saves.backgroundRunning()) {
      throw new CommandException(IN_PROGRESS);
    }
    if (!call.canWait()) {
      // Within a transaction, whose writes are not all there yet.
      saves.schedule();
      return new Reply.Status("Background saving scheduled");
    }
    CompletableFuture<Boolean> unused = saves.begin(snapshots.snapshot(), true);
    return new Reply.Status("Background saving started");
  }

  private Reply lastsave(Invocation call) {
    return new Reply.Int(saves.status().lastSaveSeconds());
  }

  /** The reply to SAVE. The save goes on if the client does not wait for it. */
  private record SaveReply(CompletableFuture<Boolean> saved) implements LaterReply {
    @Override
    public Reply await(Continuation continuation) throws InterruptedException {
      try {
        return reply(saved.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("A save ended without a result", e);
      }
    }

    @Override
    public boolean interruptible() {
      return true;
    }
  }
}
