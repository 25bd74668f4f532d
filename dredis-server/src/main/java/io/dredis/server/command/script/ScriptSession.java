package io.dredis.server.command.script;

import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.server.session.Transport;

/**
 * The client that a script is to the commands it calls: it begins in the database of its caller,
 * whose own choice it never changes.
 */
final class ScriptSession {
  private final Session session = new Session(0, new NoTransport(), 0, true);

  /** Returns the client for a script that another client runs; there is one at a time. */
  Session of(Session caller) {
    session.select(caller.database());
    session.setNoTouch(caller.noTouch());
    return session;
  }

  /** There is no connection to a script, and nothing that a script may call asks for one. */
  private static final class NoTransport implements Transport {
    @Override
    public void push(Reply message) {
      // Commands that push are not allowed from scripts.
    }

    @Override
    public void disconnect() {
      // There is nothing to close.
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public String remoteAddress() {
      return "";
    }

    @Override
    public String localAddress() {
      return "";
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
}
