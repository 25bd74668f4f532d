package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The replies to a batch of requests, in order, each with the protocol version it is to be written
 * in: filled under the execution lock, written after it was released. It is always closed, written
 * or not, because it may own snapshots.
 */
public final class ReplyBatch implements AutoCloseable {
  private final List<Reply> replies = new ArrayList<>();
  private final List<Integer> protocols = new ArrayList<>();

  /** Adds a reply that is to be written in the given protocol version. */
  public void add(Reply reply, int protocol) {
    replies.add(reply);
    protocols.add(protocol);
  }

  /** Returns how many replies there are. */
  public int size() {
    return replies.size();
  }

  /** Returns a reply. */
  public Reply get(int index) {
    return replies.get(index);
  }

  /** Puts another reply in the place of one, which is closed if it holds a snapshot. */
  public void replace(int index, Reply reply) {
    close(replies.set(index, reply));
  }

  /** Writes all replies in order. */
  public void writeTo(RespWriter out) throws IOException {
    for (int i = 0; i < replies.size(); i++) {
      out.setProtocol(protocols.get(i));
      out.write(replies.get(i));
    }
  }

  /** Closes and forgets the replies so far, so that others can follow. */
  public void clear() {
    replies.forEach(ReplyBatch::close);
    replies.clear();
    protocols.clear();
  }

  @Override
  public void close() {
    clear();
  }

  private static void close(Reply reply) {
    if (reply instanceof Reply.Streamed streamed) {
      streamed.close();
    }
  }
}
