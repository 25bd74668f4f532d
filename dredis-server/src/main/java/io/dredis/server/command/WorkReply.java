package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The reply to a command that is being worked on by another thread, and goes on in any case. */
final class WorkReply implements LaterReply {
  private final CompletableFuture<Reply> future = new CompletableFuture<>();
  private boolean taken;

  /** Works and notes what came of it; called once. */
  void complete(Supplier<Reply> work) {
    try {
      future.complete(work.get());
    } catch (Throwable e) {
      // The client's thread throws it on, and it is logged there.
      future.completeExceptionally(e);
    }
  }

  @Override
  public Reply await(Continuation continuation) throws InterruptedException {
    try {
      Reply reply = future.get();
      taken = true;
      return reply;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The work failed", e.getCause());
    }
  }

  @Override
  public boolean interruptible() {
    return true;
  }

  /** {@inheritDoc} A reply that nobody takes is closed when it comes. */
  @Override
  public void close() {
    if (!taken) {
      CompletableFuture<Void> unused = future.thenAccept(WorkReply::close);
    }
  }

  private static void close(Reply reply) {
    if (reply instanceof Reply.Streamed streamed) {
      streamed.close();
    }
  }
}
