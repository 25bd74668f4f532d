package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.IOException;

/**
 * The replies to the parts of a command as one array, each in the protocol version in which it was
 * made: what EXEC answers.
 *
 * <p>As in Redis, CLIENT REPLY among the parts decides what of it is sent from there on. So this
 * holds what is to be sent, however the client receives replies afterwards, and its header may
 * announce more than follows.
 */
public final class PartReplies implements Reply.Streamed {
  private final int announced;
  private final boolean headerWanted;
  private final ReplyBatch replies = new ReplyBatch();
  private Runnable onClose = () -> {};

  /**
   * No reply yet.
   *
   * @param announced how many replies the header announces
   * @param headerWanted whether the header is sent
   */
  public PartReplies(int announced, boolean headerWanted) {
    this.announced = announced;
    this.headerWanted = headerWanted;
  }

  /** Adds a reply that is to be sent. */
  public void add(Reply reply, int protocol) {
    replies.add(reply, protocol);
  }

  /** Runs something when this is closed. */
  public void onClose(Runnable action) {
    onClose = action;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    int protocol = out.protocol();
    if (headerWanted) {
      out.arrayHeader(announced);
    }
    replies.writeTo(out);
    out.setProtocol(protocol);
  }

  @Override
  public void close() {
    replies.close();
    onClose.run();
    onClose = () -> {};
  }
}
