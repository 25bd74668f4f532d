package io.dredis.benchmark.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that sends a GET, SET or HGET every millisecond and notes how long each took, counted
 * from when it was due: what waits behind a slow one is slow too.
 */
final class SmallCommands implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final List<byte[]> REQUESTS =
      List.of(
          RespClient.encode(List.of("SET", "small:string", "value")),
          RespClient.encode(List.of("GET", "small:string")),
          RespClient.encode(List.of("HGET", "small:hash", "field")));

  private final RespClient client;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noted = lock.newCondition();
  private final Thread thread;
  private List<Double> millis = new ArrayList<>();
  private IOException failure;
  private volatile boolean closed;

  private SmallCommands(RespClient client) {
    this.client = client;
    this.thread = Thread.ofPlatform().name("small-commands").daemon().unstarted(this::send);
  }

  /** Begins to send. */
  @SuppressWarnings("MustBeClosedChecker")
  static SmallCommands start(MeasuredServer server) throws IOException {
    RespClient client = server.connect();
    client.call("HSET", "small:hash", "field", "value");
    SmallCommands commands = new SmallCommands(client);
    commands.thread.start();
    return commands;
  }

  /**
   * Returns, in ascending order, how long each command took that was answered since the last call;
   * one at least, for which it waits.
   */
  List<Double> takeMillis() throws IOException {
    lock.lock();
    try {
      while (millis.isEmpty() && failure == null) {
        noted.awaitUninterruptibly();
      }
      if (failure != null) {
        throw failure;
      }
      List<Double> taken = millis;
      millis = new ArrayList<>();
      Collections.sort(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    client.close();
  }

  private void send() {
    try {
      long dueNanos = System.nanoTime();
      for (int i = 0; !closed; i++) {
        client.add(REQUESTS.get(i % REQUESTS.size()));
        client.flush();
        client.skipReply();
        note(System.nanoTime() - dueNanos);
        dueNanos += INTERVAL_NANOS;
        LockSupport.parkNanos(dueNanos - System.nanoTime());
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void note(long nanos) {
    lock.lock();
    try {
      millis.add(nanos / 1e6);
      noted.signal();
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException e) {
    lock.lock();
    try {
      failure = e;
      noted.signal();
    } finally {
      lock.unlock();
    }
  }
}
