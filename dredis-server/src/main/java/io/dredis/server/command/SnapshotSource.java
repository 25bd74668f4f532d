package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.StoreSnapshot;

/** Where a handler gets the snapshot that a streamed reply is written from. */
public interface SnapshotSource {

  /**
   * Takes a snapshot of everything done so far, by the running batch too, whose writes are
   * committed to that end. A handler calls it before its own first write; whoever gets the snapshot
   * closes it. What writes after that goes through {@link #followedBy}.
   */
  StoreSnapshot snapshot();

  /**
   * Does what a command does after its reply is known: writing, after which the value before could
   * not be read any more. If that fails, the reply is closed.
   */
  default Reply followedBy(Reply reply, Runnable write) {
    boolean done = false;
    try {
      write.run();
      done = true;
      return reply;
    } finally {
      if (!done && reply instanceof Reply.Streamed streamed) {
        streamed.close();
      }
    }
  }
}
