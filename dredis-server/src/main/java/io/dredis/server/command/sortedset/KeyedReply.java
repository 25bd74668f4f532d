package io.dredis.server.command.sortedset;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.IOException;

/** An array of a key and what was popped from it, which is streamed. */
record KeyedReply(byte[] key, Reply.Streamed popped) implements Reply.Streamed {

  /** Returns the array, which is streamed if what was popped is. */
  static Reply of(byte[] key, Reply popped) {
    return popped instanceof Reply.Streamed streamed
        ? new KeyedReply(key, streamed)
        : Reply.Array.of(new Reply.Bulk(key), popped);
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    out.arrayHeader(2);
    out.bulk(key);
    popped.writeTo(out);
  }

  @Override
  public void close() {
    popped.close();
  }
}
