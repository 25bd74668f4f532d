package io.dredis.server.command.transaction;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HeldKeyException;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.NestedExecution;
import io.dredis.server.command.PartReplies;
import io.dredis.server.command.WatchedKeys;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.QueuedRequests;
import io.dredis.server.session.Session;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import java.util.List;

/** MULTI, EXEC, DISCARD, WATCH and UNWATCH. */
public final class TransactionCommands {
  private final Store store;
  private final NestedExecution nested;
  private final WatchedKeys watched;

  /** The commands over a store. */
  public TransactionCommands(Store store, NestedExecution nested, WatchedKeys watched) {
    this.store = store;
    this.nested = nested;
    this.watched = watched;
  }

  /** Binds the handlers. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("multi", TransactionCommands::multi)
        .bind("exec", this::exec)
        .bind("discard", this::discard)
        .bind("watch", this::watch)
        .bind("unwatch", this::unwatch);
  }

  private static Reply multi(Invocation call) {
    if (call.session().queue().isOpen()) {
      throw new CommandException(Errors.NESTED_MULTI);
    }
    call.session().queue().open();
    return Reply.OK;
  }

  private Reply discard(Invocation call) {
    if (!call.session().queue().isOpen()) {
      throw new CommandException(Errors.DISCARD_WITHOUT_MULTI);
    }
    watched.discard(call.session());
    return Reply.OK;
  }

  private Reply watch(Invocation call) {
    Session session = call.session();
    if (session.queue().isOpen()) {
      throw new CommandException(Errors.WATCH_IN_MULTI);
    }
    Database database = store.database(session.database());
    for (int i = 1; i < call.count(); i++) {
      watched.watch(session, database, call.argument(i));
    }
    return Reply.OK;
  }

  private Reply unwatch(Invocation call) {
    watched.unwatch(call.session());
    return Reply.OK;
  }

  private Reply exec(Invocation call) {
    Session session = call.session();
    QueuedRequests queue = session.queue();
    if (!queue.isOpen()) {
      throw new CommandException(Errors.EXEC_WITHOUT_MULTI);
    }
    if (queue.refused()) {
      watched.discard(session);
      throw new CommandException(Errors.EXEC_ABORTED);
    }
    if (watched.touched(session, call.nowMillis())) {
      watched.discard(session);
      return Reply.NULL_ARRAY;
    }
    return run(session, queue.requests());
  }

  /** Runs everything, or nothing where it has to wait for a key, and then is executed again. */
  private Reply run(Session session, List<byte[][]> requests) {
    int database = session.database();
    boolean held = false;
    try {
      nested.requireWritable(session.database(), requests);
      return runAll(session, requests);
    } catch (HeldKeyException e) {
      held = true;
      session.select(database);
      throw e;
    } finally {
      if (!held) {
        watched.discard(session);
      }
    }
  }

  private Reply runAll(Session session, List<byte[][]> requests) {
    PartReplies replies = new PartReplies(requests.size(), session.wantsPart());
    boolean done = false;
    try (NestedExecution.Parts parts = nested.begin()) {
      for (byte[][] request : requests) {
        Reply reply = parts.execute(session, nested.find(request), request, false);
        if (session.wantsPart()) {
          replies.add(reply, session.protocol());
        } else if (reply instanceof Reply.Streamed streamed) {
          streamed.close();
        }
        parts.requireIntact();
      }
      replies.onClose(parts.handOverReplies());
      done = true;
      return replies;
    } finally {
      if (!done) {
        replies.close();
      }
    }
  }
}
