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
 * Sends small commands at a fixed rate and notes how long each took from when it was due. What
 * became due while earlier ones were not answered goes out together then, as if each came from a
 * client of its own: a server that stands still for a second is noted a thousand times.
 */
final class SmallCommands implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final List<byte[]> REQUESTS =
      List.of(
          RespClient.encode(List.of("SET", "small:string", "value")),
          RespClient.encode(List.of("GET", "small:string")),
          RespClient.encode(List.of("HGET", "small:hash", "field")));

  private final RespClient client;
  private final List<byte[]> requests;
  private final long intervalNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noted = lock.newCondition();
  private final Thread thread;
  private List<Double> millis = new ArrayList<>();
  private IOException failure;
  private volatile boolean closed;

  private SmallCommands(RespClient client, List<byte[]> requests, long intervalNanos) {
    this.client = client;
    this.requests = requests;
    this.intervalNanos = intervalNanos;
    this.thread = Thread.ofPlatform().name("small-commands").daemon().unstarted(this::send);
  }

  /** Begins to send a GET, SET or HGET every millisecond. */
  @SuppressWarnings("MustBeClosedChecker")
  static SmallCommands start(MeasuredServer server) throws IOException {
    RespClient client = server.connect();
    client.call("HSET", "small:hash", "field", "value");
    return start(client, REQUESTS, INTERVAL_NANOS);
  }

  /** Begins to send requests in their order, again and again, one each interval. */
  static SmallCommands start(RespClient client, List<byte[]> requests, long intervalNanos) {
    SmallCommands commands = new SmallCommands(client, requests, intervalNanos);
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
      long firstDueNanos = System.nanoTime();
      for (int next = 0; !closed; ) {
        int due = 0;
        for (long now = System.nanoTime(); firstDueNanos + due * intervalNanos <= now; due++) {
          client.add(requests.get(next));
          next = (next + 1) % requests.size();
        }
        client.flush();
        for (int i = 0; i < due; i++) {
          client.skipReply();
          note(System.nanoTime() - firstDueNanos - i * intervalNanos);
        }
        firstDueNanos += due * intervalNanos;
        LockSupport.parkNanos(firstDueNanos - System.nanoTime());
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
