package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.encoding.ValueType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client that waits for one of several keys to have something to take, and what it will be
 * answered.
 */
final class BlockedClient implements LaterReply {
  private static final long LONGEST_TIMEOUT_MILLIS = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE);

  /** A reply, and what has to have happened before the client may see it. */
  private record Answer(Reply reply, Runnable awaitDurable) {}

  private final BlockedClients clients;
  private final Invocation call;
  private final long order;
  private final ValueType type;
  private final List<byte[]> keys;
  private final KeyTake take;
  private final long timeoutMillis;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private boolean taken;

  /** Whether it went away after it was served, before that was committed. Under the lock. */
  private boolean gone;

  /**
   * A client that begins to wait.
   *
   * @param order its place among all who wait: later clients have larger ones
   */
  BlockedClient(
      BlockedClients clients,
      Invocation call,
      long order,
      ValueType type,
      List<byte[]> keys,
      long timeoutMillis,
      KeyTake take) {
    this.clients = clients;
    this.call = call;
    this.order = order;
    this.type = type;
    this.keys = keys;
    this.timeoutMillis = timeoutMillis;
    this.take = take;
  }

  Session session() {
    return call.session();
  }

  int database() {
    return call.session().database();
  }

  Invocation call() {
    return call;
  }

  long order() {
    return order;
  }

  ValueType type() {
    return type;
  }

  List<byte[]> keys() {
    return keys;
  }

  KeyTake take() {
    return take;
  }

  boolean hasTimeout() {
    return timeoutMillis != BlockingTimeout.FOREVER;
  }

  /**
   * Hands the client its reply. Under the lock.
   *
   * @param awaitDurable returns once the reply may be seen; run by the client's own thread
   */
  void answer(Reply reply, Runnable awaitDurable) {
    if (gone) {
      closeStreamed(reply);
    } else {
      answer.complete(new Answer(reply, awaitDurable));
    }
  }

  /** Notes that nobody waits for the reply that is to come. Under the lock. */
  void setGone() {
    gone = true;
  }

  boolean gone() {
    return gone;
  }

  @Override
  public Reply await(Continuation continuation) throws InterruptedException {
    Answer got = awaitAnswer();
    if (got == null) {
      return Reply.NULL_ARRAY;
    }
    taken = true;
    try {
      got.awaitDurable().run();
    } catch (BackendException e) {
      closeStreamed(got.reply());
      return new Reply.Failure(Errors.storage(e.getMessage()));
    }
    return got.reply();
  }

  /** Returns the answer, or null when the time is over. */
  private Answer awaitAnswer() throws InterruptedException {
    try {
      boolean forEver = !hasTimeout() || timeoutMillis > LONGEST_TIMEOUT_MILLIS;
      return forEver ? answer.get() : answerInTime();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer answerInTime() throws InterruptedException, ExecutionException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      return answer.get(nanos - (System.nanoTime() - startNanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return lastAnswer();
    }
  }

  /** Returns what a client is answered whose time is over: null unless it was served before. */
  private Answer lastAnswer() throws InterruptedException, ExecutionException {
    while (!clients.stopWaiting(this)) {
      try {
        return answer.get(1, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // What it was served is not committed yet. If that fails, it waits again.
      }
    }
    return null;
  }

  @Override
  public boolean interruptible() {
    return true;
  }

  @Override
  public void close() {
    if (!answer.isDone()) {
      clients.leave(this);
    }
    Answer got = answer.getNow(null);
    if (got != null && !taken) {
      closeStreamed(got.reply());
    }
  }

  private static void closeStreamed(Reply reply) {
    if (reply instanceof Reply.Streamed streamed) {
      streamed.close();
    }
  }
}
