package io.dredis.server.command;

import io.dredis.server.session.Session;
import java.util.List;

/** What a connection hands its parsed requests to. */
public interface RequestExecutor {

  /** Why {@link #execute} came back. */
  sealed interface Progress {

    /** Every request has been executed. */
    record Done() implements Progress {}

    /**
     * The connection ends once the replies are written; requests behind the last executed one are
     * dropped.
     */
    record Close() implements Progress {}

    /**
     * The requests took long, and others want the lock. The connection writes the replies so far
     * and goes on with {@link #execute} from {@code next}.
     *
     * @param next index of the first request that has not been executed yet
     */
    record Yield(int next) implements Progress {}

    /**
     * The client has to wait, outside every lock. The connection writes the replies so far, calls
     * {@link Waiter#await} on its own thread, then goes on with {@link #execute} from {@code next}.
     *
     * @param next index of the first request that has not been executed yet
     */
    record Wait(int next, Waiter waiter) implements Progress {}
  }

  /** Something a client waits for: a blocking command's element, the end of a pause. */
  @FunctionalInterface
  interface Waiter extends AutoCloseable {
    /**
     * Waits and adds the reply that came of it, if any. Ends early when the client is disconnected.
     *
     * @throws InterruptedException when the connection is being closed
     */
    void await(ReplyBatch replies) throws InterruptedException;

    /**
     * Returns whether the wait ends when the client goes away; if not, it is work that goes on to
     * its end, and the thread is not interrupted.
     */
    default boolean interruptible() {
      return true;
    }

    /** Ends the wait; always called once, after {@link #await} or instead of it. */
    @Override
    default void close() {}
  }

  /**
   * Executes the requests from {@code from} on and adds their replies. When it returns, every write
   * among them is committed, and synced if the server promises that. Never blocks on the client's
   * socket.
   *
   * @param requests each a command name and its arguments, at least one element
   */
  Progress execute(Session session, List<byte[][]> requests, int from, ReplyBatch replies);

  /** Is told that a session is over, so that what waits or is watched on its behalf ends. */
  void disconnected(Session session);
}
