package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.IOException;

/**
 * A reply that was to be streamed, as the bytes it became: where it cannot be written later,
 * because there will never be a snapshot of what it shows.
 *
 * @param bytes the reply in the protocol version of the client that it was made for
 */
public record BufferedReply(byte[] bytes) implements Reply.Streamed {
  @Override
  public void writeTo(RespWriter out) throws IOException {
    out.raw(bytes, 0, bytes.length);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
