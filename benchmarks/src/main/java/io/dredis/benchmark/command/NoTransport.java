package io.dredis.benchmark.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.session.Transport;

/** What is under a session that no socket belongs to. */
record NoTransport() implements Transport {
  private static final String ADDRESS = "127.0.0.1:0";

  @Override
  public void push(Reply message) {
    throw new UnsupportedOperationException("push");
  }

  @Override
  public void disconnect() {
    throw new UnsupportedOperationException("disconnect");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public String remoteAddress() {
    return ADDRESS;
  }

  @Override
  public String localAddress() {
    return ADDRESS;
  }

  @Override
  public int queryBufferBytes() {
    return 0;
  }

  @Override
  public int queryBufferFreeBytes() {
    return 0;
  }

  @Override
  public int outputQueueLength() {
    return 0;
  }

  @Override
  public long outputQueueBytes() {
    return 0;
  }
}
