package io.dredis.server.net;

import io.dredis.server.command.ReplyBatch;
import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.command.RequestExecutor.Waiter;
import io.dredis.server.config.OutputBufferLimits;
import io.dredis.server.config.OutputBufferLimits.Limit;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RequestParser;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.Session;
import io.dredis.server.session.Session.ReplyMode;
import io.dredis.server.session.Transport;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads requests, has them executed in batches and writes their replies,
 * all on one virtual thread with blocking calls.
 *
 * <p>What other threads may do is in {@link Transport}; besides, the listener ends a connection.
 */
final class Connection implements Transport, Runnable {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /**
   * The most requests and argument bytes of one batch. A batch is executed under one lock and
   * committed as one write: larger ones gain nothing, but make other clients wait.
   */
  private static final int BATCH_REQUESTS = 1024;

  private static final long BATCH_BYTES = 1 << 20;

  /** How long to listen to a client that is told to go, see {@link #leave}. */
  private static final int LEAVE_MILLIS = 1000;

  /** What the connection's thread is at, as far as stopping the server is concerned. */
  private enum State {
    /** Waits for the client. */
    IDLE,
    /** Executes requests or writes their replies. */
    BUSY,
    /** As BUSY, but the connection ends after that. */
    FINISHING,
    /** Is not to begin anything. */
    STOPPED
  }

  private final Socket socket;
  private final Shared shared;
  private final Session session;
  private final ConnectionInput input;
  private final ConnectionOutput output;
  private final RequestParser parser;
  private final String remoteAddress;
  private final String localAddress;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final AtomicBoolean overLimitReported = new AtomicBoolean();

  /** The connection's thread, and the batch it is executing; messages it pushes to itself go in. */
  private volatile Thread thread;

  private ReplyBatch executing;

  /** Whether the client waits for the reply to a command, whatever that waits for. */
  private volatile boolean awaiting;

  Connection(Socket socket, Shared shared) throws IOException {
    this.socket = socket;
    this.shared = shared;
    this.remoteAddress = Addresses.format(socket.getRemoteSocketAddress());
    this.localAddress = Addresses.format(socket.getLocalSocketAddress());
    this.session =
        new Session(
            shared.sessions().nextId(),
            this,
            shared.clockMillis().getAsLong(),
            shared.configuration().password() == null);
    this.parser =
        new RequestParser(shared.configuration()::protoMaxBulkLength, session::authenticated);
    this.input =
        new ConnectionInput(
            socket.getInputStream(),
            shared.buffers().input(),
            shared.traffic(),
            parser,
            shared.door());
    this.output =
        new ConnectionOutput(
            new CountingOutputStream(socket.getOutputStream(), shared, session),
            shared.buffers().output(),
            session,
            this::disconnect);
  }

  /** Returns the client behind this connection. */
  Session session() {
    return session;
  }

  /** Serves the client until one of both ends the connection. */
  @Override
  public void run() {
    thread = Thread.currentThread();
    shared.sessions().add(session);
    try {
      serve();
    } catch (IOException gone) {
      log.debug("connection {} of {} ended: {}", session.id(), remoteAddress, gone.getMessage());
    } catch (Throwable e) {
      log.error("connection {} of {} failed", session.id(), remoteAddress, e);
    } finally {
      end();
    }
  }

  private void end() {
    shared.sessions().remove(session);
    disconnect();
    output.queue().close();
    input.release();
    shared.executor().disconnected(session);
  }

  private void serve() throws IOException {
    boolean goOn = true;
    while (goOn) {
      goOn = serveBatch();
    }
  }

  /**
   * Reads, executes and answers one batch; returns whether another may follow. A method of its own,
   * so that no variable of a thread that waits for the next batch keeps this one in memory.
   */
  private boolean serveBatch() throws IOException {
    List<byte[][]> batch = nextBatch();
    if (batch == null || !state.compareAndSet(State.IDLE, State.BUSY)) {
      return false;
    }
    if (!execute(batch)) {
      leave();
      return false;
    }
    return state.compareAndSet(State.BUSY, State.IDLE);
  }

  /** Returns the next requests, waiting for one at least, or null when there will be none. */
  private List<byte[][]> nextBatch() throws IOException {
    while (true) {
      List<byte[][]> batch = parseBatch();
      if (!batch.isEmpty()) {
        return batch;
      }
      if (parser.error() != null) {
        refuse(parser.error());
        return null;
      }
      if (!input.fill()) {
        return null;
      }
      session.interacted(shared.clockMillis().getAsLong());
      if (input.pendingBytes() > shared.configuration().clientQueryBufferLimit()) {
        shared.traffic().disconnectedOverQueryLimit();
        log.warn("Closing client that reached max query buffer length: {}", describe());
        return null;
      }
    }
  }

  private List<byte[][]> parseBatch() {
    List<byte[][]> batch = new ArrayList<>();
    long bytes = 0;
    input.beginBatch();
    byte[][] request = input.nextRequest();
    while (request != null) {
      batch.add(request);
      bytes += parser.argumentBytes();
      // What an unauthenticated client may send next depends on what becomes of this request.
      boolean full = batch.size() == BATCH_REQUESTS || bytes >= BATCH_BYTES;
      request = full || !session.authenticated() ? null : input.nextRequest();
    }
    return batch;
  }

  private void refuse(String protocolError) throws IOException {
    log.debug("{} from client {}", protocolError, describe());
    if (session.replyMode() == ReplyMode.ON) {
      output.write(new Reply.Failure(protocolError));
    }
    leave();
  }

  /** Executes requests and writes their replies; returns whether the connection goes on. */
  private boolean execute(List<byte[][]> batch) throws IOException {
    try (ReplyBatch replies = new ReplyBatch()) {
      int next = 0;
      while (next < batch.size()) {
        Progress progress = executeFrom(next, batch, replies);
        output.write(replies);
        replies.clear();
        switch (progress) {
          case Progress.Done ignored -> next = batch.size();
          case Progress.Close ignored -> {
            return false;
          }
          case Progress.Yield yielded -> {
            Thread.yield();
            next = yielded.next();
          }
          case Progress.Wait wait -> {
            if (!await(wait.waiter(), replies)) {
              return false;
            }
            next = wait.next();
          }
        }
      }
      if (replies.size() > 0) {
        output.write(replies);
      }
      return true;
    }
  }

  private Progress executeFrom(int next, List<byte[][]> batch, ReplyBatch replies) {
    executing = replies;
    try {
      return shared.executor().execute(session, batch, next, replies);
    } finally {
      executing = null;
    }
  }

  /** Waits in a command; returns whether the client is still there. */
  private boolean await(Waiter waiter, ReplyBatch replies) {
    awaiting = true;
    try (waiter) {
      if (waiter.interruptible()) {
        return awaitWatched(waiter, replies);
      }
      waiter.await(replies);
      return true;
    } catch (InterruptedException e) {
      return false;
    } finally {
      awaiting = false;
    }
  }

  private boolean awaitWatched(Waiter waiter, ReplyBatch replies) {
    if (!state.compareAndSet(State.BUSY, State.IDLE)) {
      return false;
    }
    boolean there = true;
    input.watch().begin();
    try {
      waiter.await(replies);
    } catch (InterruptedException e) {
      there = false;
    } finally {
      there &= input.watch().end();
    }
    return there && state.compareAndSet(State.IDLE, State.BUSY);
  }

  /**
   * Ends what is sent to the client and listens a moment. A socket closed while bytes of the client
   * are still unread answers them with a reset, and that can destroy the last reply on its way.
   */
  private void leave() throws IOException {
    shared.sessions().remove(session);
    if (input.hasUnread()) {
      socket.shutdownOutput();
      socket.setSoTimeout(LEAVE_MILLIS);
      input.discardUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVE_MILLIS));
    }
  }

  /** Ends the connection: at once if it waits for its client, else after the running batch. */
  void stop() {
    State before =
        state.getAndUpdate(
            now -> now == State.BUSY || now == State.FINISHING ? State.FINISHING : State.STOPPED);
    if (before == State.IDLE) {
      disconnect();
    }
  }

  /** Returns whether the calling thread is this connection's. */
  boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public void push(Reply message) {
    if (isOwnThread() && executing != null) {
      executing.add(message, session.protocol());
      return;
    }
    output.push(RespWriter.encode(message, session.protocol()));
    checkOutputLimit(shared.clockMillis().getAsLong());
  }

  /** Disconnects the client if more waits for it than its class may have. */
  void checkOutputLimit(long nowMillis) {
    OutputBufferLimits limits = shared.configuration().clientOutputBufferLimits();
    Limit limit = session.subscribed() ? limits.pubsub() : limits.normal();
    if (output.queue().isOver(limit, nowMillis) && overLimitReported.compareAndSet(false, true)) {
      shared.traffic().disconnectedOverOutputLimit();
      log.warn("Client {} closed for overcoming of output buffer limits.", describe());
      output.queue().close();
      disconnect();
    }
  }

  /** Disconnects the client if it has been silent for too long, unless it waits for a reply. */
  void checkIdle(long nowMillis) {
    int timeoutSeconds = shared.configuration().timeoutSeconds();
    if (timeoutSeconds == 0 || session.subscribed() || awaiting) {
      return;
    }
    long idleMillis = nowMillis - session.lastInteractionMillis();
    if (idleMillis > timeoutSeconds * 1000L && state.get() == State.IDLE) {
      log.debug("Closing idle client {}", describe());
      disconnect();
    }
  }

  @Override
  public void disconnect() {
    input.watch().interrupt();
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("closing connection {}: {}", session.id(), e.getMessage());
    }
  }

  @Override
  public boolean isOpen() {
    return !socket.isClosed() && !input.watch().hasEnded();
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String localAddress() {
    return localAddress;
  }

  @Override
  public int queryBufferBytes() {
    int executed = isOwnThread() && executing != null ? input.batchBytes() : 0;
    return executed + input.bufferedBytes() + input.watch().keptBytes();
  }

  @Override
  public int queryBufferFreeBytes() {
    return input.freeBytes();
  }

  @Override
  public int outputQueueLength() {
    return output.queue().length();
  }

  @Override
  public long outputQueueBytes() {
    return output.queue().bytes();
  }

  private String describe() {
    return "id=" + session.id() + " addr=" + remoteAddress + " laddr=" + localAddress;
  }
}
