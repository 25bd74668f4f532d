package io.dredis.server.migrate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to other servers: those in use, and those that are kept for ten seconds after
 * their use, 64 at most, as Redis keeps them.
 */
final class TargetConnections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TargetConnections.class);

  private static final int MOST_KEPT = 64;
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Guards what follows; a leaf. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that nobody uses, the longest kept first. */
  private final Queue<TargetConnection> kept = new ArrayDeque<>();

  private final Set<TargetConnection> inUse = new HashSet<>();
  private boolean closed;

  /**
   * Returns a connection that was kept, which the target may have closed since, or makes one. It
   * must be given back, by {@link #keep} or {@link #drop}.
   *
   * @throws IOException as {@link TargetConnection#connect}
   */
  TargetConnection take(Target target, int timeoutMillis) throws IOException {
    TargetConnection connection = keptOrNull(target);
    if (connection != null) {
      connection.setTimeoutMillis(timeoutMillis);
      return connection;
    }
    return connect(target, timeoutMillis);
  }

  private TargetConnection connect(Target target, int timeoutMillis) throws IOException {
    TargetConnection connection = new TargetConnection(target);
    boolean connected = false;
    try {
      connection.setTimeoutMillis(timeoutMillis);
      // Before it connects, so that this too can be called off.
      use(connection);
      connection.connect();
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        drop(connection);
      }
    }
  }

  private TargetConnection keptOrNull(Target target) {
    lock.lock();
    try {
      for (Iterator<TargetConnection> each = kept.iterator(); each.hasNext(); ) {
        TargetConnection connection = each.next();
        if (connection.target().equals(target)) {
          each.remove();
          inUse.add(connection);
          return connection;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void use(TargetConnection connection) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the server is being stopped");
      }
      inUse.add(connection);
    } finally {
      lock.unlock();
    }
  }

  /** Takes back a connection on which every reply was read. */
  void keep(TargetConnection connection) {
    TargetConnection superfluous = null;
    connection.setUsedNanos(System.nanoTime());
    lock.lock();
    try {
      inUse.remove(connection);
      if (closed) {
        superfluous = connection;
      } else {
        kept.add(connection);
        superfluous = kept.size() > MOST_KEPT ? kept.remove() : null;
      }
    } finally {
      lock.unlock();
    }
    if (superfluous != null) {
      close(superfluous);
    }
  }

  /** Takes back a connection that is of no further use, and closes it. */
  void drop(TargetConnection connection) {
    lock.lock();
    try {
      inUse.remove(connection);
    } finally {
      lock.unlock();
    }
    close(connection);
  }

  /** Returns how many are kept. */
  int keptCount() {
    lock.lock();
    try {
      return kept.size();
    } finally {
      lock.unlock();
    }
  }

  /** Closes those that nobody has used for ten seconds; called now and then. */
  void closeUnused() {
    List<TargetConnection> unused = new ArrayList<>();
    long nowNanos = System.nanoTime();
    lock.lock();
    try {
      while (!kept.isEmpty() && nowNanos - kept.element().usedNanos() > KEPT_NANOS) {
        unused.add(kept.remove());
      }
    } finally {
      lock.unlock();
    }
    unused.forEach(TargetConnections::close);
  }

  /** Closes what is kept; what is in use fails, and is closed by who uses it. */
  @Override
  public void close() {
    List<TargetConnection> unused;
    lock.lock();
    try {
      closed = true;
      unused = new ArrayList<>(kept);
      kept.clear();
      inUse.forEach(TargetConnection::callOff);
    } finally {
      lock.unlock();
    }
    unused.forEach(TargetConnections::close);
  }

  private static void close(TargetConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      log.debug("closing the connection to {}: {}", connection.target(), e.getMessage());
    }
  }
}
