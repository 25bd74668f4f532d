package io.dredis.server.net;

import io.dredis.server.command.ReplyBatch;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes one connection's replies and pushed messages, one message whole before the next.
 *
 * <p>Messages stand in the order in which the server made them: those pushed before a batch ran are
 * written before its replies, those pushed after it ran behind them, even if the client reads its
 * replies slowly. The connection's thread writes replies; messages are written by a virtual thread
 * that lives only while there are some.
 */
final class ConnectionOutput {
  private final OutputStream out;
  private final BufferPool pool;
  private final Session session;
  private final PushQueue queue;
  private final Runnable onFailure;

  /** Held while bytes are written to the socket. Taken before the queue's own lock. */
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * The output of a connection.
   *
   * @param onFailure called when a message cannot be written
   */
  ConnectionOutput(OutputStream out, BufferPool pool, Session session, Runnable onFailure) {
    this.out = out;
    this.pool = pool;
    this.session = session;
    this.queue = new PushQueue(session);
    this.onFailure = onFailure;
  }

  /** Returns the messages that wait. */
  PushQueue queue() {
    return queue;
  }

  /** Queues a message; never blocks. */
  void push(byte[] message) {
    if (queue.add(message)) {
      startDraining();
    }
  }

  /** Writes the replies to what was executed, after the messages that belong in front of them. */
  void write(ReplyBatch replies) throws IOException {
    writing.lock();
    byte[] buffer = pool.borrow();
    try {
      RespWriter writer = new RespWriter(out, buffer);
      writeMessages(writer);
      replies.writeTo(writer);
      writer.flush();
    } finally {
      pool.release(buffer);
      writing.unlock();
    }
    if (queue.answered()) {
      startDraining();
    }
  }

  /** Writes one reply. */
  void write(Reply reply) throws IOException {
    try (ReplyBatch replies = new ReplyBatch()) {
      replies.add(reply, session.protocol());
      write(replies);
    }
  }

  private void startDraining() {
    Thread.ofVirtual().start(this::drain);
  }

  private void drain() {
    try {
      while (queue.hasReady()) {
        writing.lock();
        byte[] buffer = pool.borrow();
        try {
          RespWriter writer = new RespWriter(out, buffer);
          writeMessages(writer);
          writer.flush();
        } finally {
          pool.release(buffer);
          writing.unlock();
        }
      }
    } catch (IOException gone) {
      onFailure.run();
    }
  }

  private void writeMessages(RespWriter writer) throws IOException {
    for (byte[] message = queue.poll(); message != null; message = queue.poll()) {
      writer.raw(message, 0, message.length);
    }
  }
}
