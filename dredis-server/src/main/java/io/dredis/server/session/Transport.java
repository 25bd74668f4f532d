package io.dredis.server.session;

import io.dredis.server.resp.Reply;

/**
 * The connection under a {@link Session}, as far as commands may touch it. Any thread may call any
 * method.
 */
public interface Transport {

  /**
   * Queues a message for the client outside the order of replies (pub/sub, MONITOR, invalidations);
   * never blocks. A client whose queue is over its limit is disconnected.
   */
  void push(Reply message);

  /**
   * Closes the connection at once, also when its thread is reading, writing or waiting; returns
   * immediately.
   */
  void disconnect();

  /** Returns whether the connection still stands, as far as is known. */
  boolean isOpen();

  /** Returns the client's address and port, {@code 127.0.0.1:50000}, as CLIENT LIST shows it. */
  String remoteAddress();

  /** Returns the address and port the client connected to. */
  String localAddress();

  /** Returns the bytes read but not yet executed. */
  int queryBufferBytes();

  /** Returns the bytes the connection's read buffer could still take. */
  int queryBufferFreeBytes();

  /** Returns how many messages wait to be written. */
  int outputQueueLength();

  /** Returns the bytes of the messages that wait to be written. */
  long outputQueueBytes();
}
