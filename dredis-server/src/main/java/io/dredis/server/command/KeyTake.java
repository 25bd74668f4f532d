package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import java.util.List;

/** How a command takes something out of the value under a key: LPOP's element, LMOVE's move. */
@FunctionalInterface
public interface KeyTake {

  /**
   * Takes it and returns the command's reply, or null when there is no such key.
   *
   * @throws io.dredis.storage.type.WrongTypeException when a key is of another type
   */
  Reply take(Invocation call, byte[] key);

  /** Takes it from the first of several keys that exists; returns null when none does. */
  default Reply takeFirst(Invocation call, List<byte[]> keys) {
    for (byte[] key : keys) {
      Reply reply = take(call, key);
      if (reply != null) {
        return reply;
      }
    }
    return null;
  }
}
