package io.dredis.server.net;

import io.dredis.server.command.ReplyBatch;
import io.dredis.server.command.RequestExecutor;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.Session;
import io.dredis.server.session.Sessions;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An executor with just the commands that tests of the network need; like the real one, it runs a
 * batch under one lock.
 */
final class SmallExecutor implements RequestExecutor {
  final Sessions sessions;
  final ReentrantLock lock = new ReentrantLock();

  /** Each client that waits in WAIT, with what lets it go on. */
  final ConcurrentHashMap<Long, Semaphore> waiting = new ConcurrentHashMap<>();

  final AtomicInteger openStreams = new AtomicInteger();
  final AtomicInteger disconnected = new AtomicInteger();
  final AtomicInteger executed = new AtomicInteger();

  /** The last argument of the last request, unless it is garbage. */
  volatile WeakReference<byte[]> lastArgument = new WeakReference<>(null);

  SmallExecutor(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Progress execute(Session session, List<byte[][]> requests, int from, ReplyBatch replies) {
    lock.lock();
    try {
      for (int i = from; i < requests.size(); i++) {
        byte[][] request = requests.get(i);
        if (name(request).equals("WAIT")) {
          return waitFor(session, i + 1);
        }
        session.beginReply();
        lastArgument = new WeakReference<>(request[request.length - 1]);
        Reply reply = run(session, request);
        executed.incrementAndGet();
        if (session.endReply()) {
          replies.add(reply, session.protocol());
        }
        if (session.closeAfterReply()) {
          return new Progress.Close();
        }
      }
      return new Progress.Done();
    } finally {
      lock.unlock();
    }
  }

  private Progress waitFor(Session session, int next) {
    Semaphore go = new Semaphore(0);
    session.setBlocked(true, false);
    waiting.put(session.id(), go);
    return new Progress.Wait(
        next,
        replies -> {
          try {
            go.acquire();
            replies.add(new Reply.Status("WAITED"), session.protocol());
          } finally {
            session.setBlocked(false, false);
            waiting.remove(session.id());
          }
        });
  }

  private Reply run(Session session, byte[][] request) {
    return switch (name(request)) {
      case "PING" -> ping(request);
      case "ECHO" -> request.length == 2 ? new Reply.Bulk(request[1]) : wrongArity();
      case "ID" -> new Reply.Int(session.id());
      case "COUNT" -> new Reply.Int(request.length);
      case "AUTH" -> {
        session.setAuthenticated(true);
        yield Reply.OK;
      }
      case "RESET" -> {
        session.setAuthenticated(false);
        yield new Reply.Status("RESET");
      }
      case "HELLO" -> {
        session.setProtocol(3);
        yield Reply.OK;
      }
      case "SILENCE" -> {
        session.setReplyMode(Session.ReplyMode.OFF);
        yield Reply.OK;
      }
      case "SUBSCRIBE" -> {
        session.setSubscribed(true);
        yield Reply.OK;
      }
      case "QUIT" -> {
        session.requestClose();
        yield Reply.OK;
      }
      case "FAIL" -> throw new IllegalStateException("a failure on purpose");
      case "KILL" -> kill(session, sessions.get(number(request, 1)));
      case "PUSH" -> push(request);
      case "STREAM" -> stream(number(request, 1));
      default -> new Reply.Failure("ERR unknown command");
    };
  }

  private static Reply ping(byte[][] request) {
    return switch (request.length) {
      case 1 -> new Reply.Status("PONG");
      case 2 -> new Reply.Bulk(request[1]);
      default -> wrongArity();
    };
  }

  private static Reply wrongArity() {
    return new Reply.Failure("ERR wrong number of arguments");
  }

  private static Reply kill(Session self, Session victim) {
    if (victim == self) {
      victim.requestClose();
    } else {
      victim.transport().disconnect();
    }
    return Reply.OK;
  }

  /** {@code PUSH id text count}: pushes messages to a client, if it is still there. */
  private Reply push(byte[][] request) {
    Session target = sessions.get(number(request, 1));
    for (long i = 0; target != null && i < number(request, 3); i++) {
      target.transport().push(new Reply.Push(List.of(new Reply.Bulk(request[2]))));
    }
    return Reply.OK;
  }

  /** {@code STREAM n}: an array of n bulk strings of 1000 bytes. */
  private Reply stream(long elements) {
    openStreams.incrementAndGet();
    return new Reply.Streamed() {
      @Override
      public void writeTo(RespWriter out) throws IOException {
        out.arrayHeader(elements);
        for (long i = 0; i < elements; i++) {
          out.bulk(new byte[1000]);
        }
      }

      @Override
      public void close() {
        openStreams.decrementAndGet();
      }
    };
  }

  private static String name(byte[][] request) {
    return new String(request[0], StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
  }

  private static long number(byte[][] request, int index) {
    return Long.parseLong(new String(request[index], StandardCharsets.US_ASCII));
  }

  @Override
  public void disconnected(Session session) {
    disconnected.incrementAndGet();
  }
}
