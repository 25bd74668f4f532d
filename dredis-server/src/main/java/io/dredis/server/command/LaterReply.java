package io.dredis.server.command;

import io.dredis.server.resp.Reply;

/**
 * A reply that is not known yet when its command's handler returns, see {@link
 * Invocation#answerLater}: that of a command which waits for something, or which has work to do
 * that takes long and needs no lock.
 *
 * <p>The requests behind the command wait for it; other clients do not.
 */
public interface LaterReply extends AutoCloseable {

  /** How the rest of a command is run under the execution lock. */
  @FunctionalInterface
  interface Continuation {
    /**
     * Runs a part of the command as its handler runs: under the execution lock, with what it throws
     * made an error reply and what it wrote then undone, committed, and on the disk when this
     * returns if the server promises that. The part cannot be answered later again. The thread must
     * not be interrupted meanwhile.
     *
     * @return the reply, or the error that took its place
     */
    Reply run(Handler part);
  }

  /**
   * Returns the reply. Called once at most, without any lock, on the client's own thread, after
   * everything that the client did before is committed and answered.
   *
   * <p>What it throws, but for an interrupt, becomes an error reply as what a handler throws.
   *
   * @throws InterruptedException when the client went away, or the server is being stopped
   */
  Reply await(Continuation continuation) throws InterruptedException;

  /**
   * Returns whether {@link #await} is to be interrupted when the client goes away. If so, it must
   * not read or write files, nor run a continuation. If not, it always goes on to its end.
   */
  boolean interruptible();

  /**
   * Lets go of everything; always called once, after {@link #await} or instead of it, with or
   * without the execution lock.
   */
  @Override
  default void close() {}
}
