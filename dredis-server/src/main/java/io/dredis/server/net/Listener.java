package io.dredis.server.net;

import io.dredis.server.command.RequestExecutor;
import io.dredis.server.config.Configuration;
import io.dredis.server.session.Sessions;
import io.dredis.server.session.Traffic;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients on the configured addresses and keeps their connections: turns away those over
 * {@code maxclients} or kept out by the protected mode, and disconnects those that are idle or over
 * their limits for too long.
 */
public final class Listener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);

  private static final byte[] TOO_MANY_CLIENTS =
      "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final long HOUSEKEEPING_MILLIS = 1000;
  private static final long ACCEPT_FAILURE_PAUSE_MILLIS = 100;

  /** How long {@link #close} waits for running batches. */
  private static final long CLOSE_MILLIS = 5000;

  private final Shared shared;
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private ListeningSockets sockets = ListeningSockets.NONE;
  private volatile boolean closed;

  /**
   * A listener that does not listen yet.
   *
   * @param configuration read at each use, so that changes take effect at once
   * @param traffic counts what goes over the network
   * @param clockMillis the time in milliseconds since the epoch
   */
  public Listener(
      Configuration configuration,
      Sessions sessions,
      RequestExecutor executor,
      Traffic traffic,
      LongSupplier clockMillis) {
    this.shared =
        new Shared(
            configuration,
            sessions,
            executor,
            clockMillis,
            traffic,
            Buffers.create(),
            new CarrierDoor());
  }

  /** Serves the clients that connect to the given sockets, which it closes in the end. */
  public void start(ListeningSockets listeningSockets) {
    sockets = listeningSockets;
    for (ServerSocket serverSocket : sockets.all()) {
      startThread("acceptor-" + serverSocket.getLocalPort(), () -> accept(serverSocket));
    }
    startThread("connection-housekeeping", this::keepHouse);
  }

  /** Returns how many clients are connected. */
  public int connectionCount() {
    return connections.size();
  }

  /**
   * Stops accepting, lets every connection finish the batch it is executing, replies included, for
   * at most five seconds, and closes all. A connection whose own thread calls is closed too, once
   * the call is over and its reply written.
   */
  @Override
  public void close() {
    closed = true;
    sockets.close();
    threads.forEach(Thread::interrupt);
    connections.forEach(Connection::stop);
    awaitDepartures();
    for (Connection connection : connections) {
      if (!connection.isOwnThread()) {
        connection.disconnect();
      }
    }
  }

  private void awaitDepartures() {
    long nanosLeft = TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    lock.lock();
    try {
      while (nanosLeft > 0 && connections.stream().anyMatch(c -> !c.isOwnThread())) {
        nanosLeft = left.awaitNanos(nanosLeft);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void startThread(String name, Runnable task) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(task));
  }

  private void accept(ServerSocket serverSocket) {
    while (!closed) {
      try {
        admit(serverSocket.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        // Whatever it was, later clients must find someone who accepts.
        if (!closed) {
          log.warn("Accepting client connection: {}", e.getMessage());
          pause(ACCEPT_FAILURE_PAUSE_MILLIS);
        }
      }
    }
  }

  /** Serves a client on a thread of its own, or turns it away. */
  private void admit(Socket socket) {
    try {
      if (connections.size() >= shared.configuration().maxClients()) {
        reject(socket, TOO_MANY_CLIENTS);
      } else if (ProtectedMode.refuses(shared.configuration(), socket.getInetAddress())) {
        reject(socket, ProtectedMode.REFUSAL);
      } else {
        serve(socket);
      }
    } catch (IOException e) {
      log.debug("a client left while it was accepted: {}", e.getMessage());
      closeQuietly(socket);
    } catch (RuntimeException | OutOfMemoryError e) {
      closeQuietly(socket);
      throw e;
    }
  }

  private void reject(Socket socket, byte[] text) throws IOException {
    shared.traffic().connectionRejected();
    // The text fits any new socket's buffer, so this does not block the acceptor.
    socket.getOutputStream().write(text);
    shared.traffic().written(text.length);
    socket.close();
  }

  private void serve(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    KeepAlive.apply(socket, shared.configuration().tcpKeepaliveSeconds());
    Connection connection = new Connection(socket, shared);
    shared.traffic().connectionReceived();
    connections.add(connection);
    if (closed) {
      connection.stop();
    }
    Thread.ofVirtual()
        .name("connection-", connection.session().id())
        .start(
            () -> {
              connection.run();
              departed(connection);
            });
  }

  private void departed(Connection connection) {
    connections.remove(connection);
    if (closed) {
      lock.lock();
      try {
        left.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void keepHouse() {
    while (!closed) {
      pause(HOUSEKEEPING_MILLIS);
      try {
        checkConnections();
      } catch (RuntimeException e) {
        log.error("connections could not be checked and will be again", e);
      }
    }
  }

  /** Disconnects clients that are idle for too long, or over a soft limit. */
  void checkConnections() {
    long nowMillis = shared.clockMillis().getAsLong();
    for (Connection connection : connections) {
      connection.checkOutputLimit(nowMillis);
      connection.checkIdle(nowMillis);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // Only the end of the listener interrupts, which the caller's loop looks at.
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("closing {}: {}", socket, e.getMessage());
    }
  }
}
