package io.dredis.server.command;

import io.dredis.server.command.LaterReply.Continuation;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;

/** A client's wait for a reply that its command has later. */
final class PendingReply implements RequestExecutor.Waiter {
  private final Session session;
  private final LaterReply later;
  private final Continuation continuation;
  private final boolean wanted;
  private Reply failureOrNull;

  /**
   * A wait.
   *
   * @param wanted whether the client wants to see the reply
   */
  PendingReply(Session session, LaterReply later, Continuation continuation, boolean wanted) {
    this.session = session;
    this.later = later;
    this.continuation = continuation;
    this.wanted = wanted;
  }

  /** Answers at once, because what the command did or saw never happened. Under the lock. */
  void fail(Reply failure) {
    later.close();
    failureOrNull = failure;
  }

  @Override
  public boolean interruptible() {
    return failureOrNull == null && later.interruptible();
  }

  @Override
  public void await(ReplyBatch replies) throws InterruptedException {
    Reply reply = failureOrNull == null ? reply() : failureOrNull;
    session.tookReply();
    if (wanted) {
      replies.add(reply, session.protocol());
    } else if (reply instanceof Reply.Streamed streamed) {
      streamed.close();
    }
  }

  private Reply reply() throws InterruptedException {
    try {
      return later.await(continuation);
    } catch (RuntimeException | Error e) {
      return continuation.run(call -> rethrow(e));
    }
  }

  private static Reply rethrow(Throwable e) {
    if (e instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) e;
  }

  @Override
  public void close() {
    if (failureOrNull == null) {
      later.close();
    }
  }
}
