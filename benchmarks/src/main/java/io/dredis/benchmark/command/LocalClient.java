package io.dredis.benchmark.command;

import io.dredis.server.command.ReplyBatch;
import io.dredis.server.command.RequestExecutor;
import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.command.RequestExecutor.Waiter;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A client without a socket: does what a connection does with requests that it has parsed, and
 * writes the replies to nowhere. For one thread at a time.
 */
public final class LocalClient {
  private final RequestExecutor executor;
  private final Session session = new Session(1, new NoTransport(), 0, true);
  private final RespWriter writer = new RespWriter(OutputStream.nullOutputStream());

  LocalClient(RequestExecutor executor) {
    this.executor = executor;
  }

  /** Returns a request of words. */
  public static byte[][] request(String... words) {
    byte[][] request = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      request[i] = words[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return request;
  }

  /** Executes one request and returns what was answered. */
  public Reply call(byte[]... request) throws IOException {
    return execute(List.<byte[][]>of(request));
  }

  /**
   * Executes requests that came together, and returns what was answered to the last.
   *
   * @throws IllegalStateException when an answer is an error or nothing, which none should be that
   *     is measured
   */
  public Reply execute(List<byte[][]> requests) throws IOException {
    try (ReplyBatch replies = new ReplyBatch()) {
      int next = 0;
      while (next < requests.size()) {
        next = goOn(executor.execute(session, requests, next, replies), requests.size(), replies);
      }
      for (int i = 0; i < replies.size(); i++) {
        requireValue(replies.get(i));
      }
      replies.writeTo(writer);
      writer.flush();
      return replies.get(replies.size() - 1);
    }
  }

  private static int goOn(Progress progress, int end, ReplyBatch replies) {
    return switch (progress) {
      case Progress.Done ignored -> end;
      case Progress.Yield yield -> yield.next();
      case Progress.Wait wait -> {
        await(wait.waiter(), replies);
        yield wait.next();
      }
      case Progress.Close ignored -> throw new IllegalStateException("the server wants to close");
    };
  }

  private static void await(Waiter waiter, ReplyBatch replies) {
    try (waiter) {
      waiter.await(replies);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireValue(Reply reply) {
    if (reply instanceof Reply.Failure || reply instanceof Reply.Null) {
      throw new IllegalStateException("answered " + reply);
    }
  }
}
