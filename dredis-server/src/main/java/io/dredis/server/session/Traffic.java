package io.dredis.server.session;

import java.util.concurrent.atomic.LongAdder;

/**
 * What went over the network since the start or the last CONFIG RESETSTAT. Any thread may call any
 * method.
 */
public final class Traffic {
  private final LongAdder connectionsReceived = new LongAdder();
  private final LongAdder connectionsRejected = new LongAdder();
  private final LongAdder inputBytes = new LongAdder();
  private final LongAdder outputBytes = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder overOutputLimit = new LongAdder();
  private final LongAdder overQueryLimit = new LongAdder();

  /** Counts a client that connected. */
  public void connectionReceived() {
    connectionsReceived.increment();
  }

  /** Counts a client that was turned away because there were too many. */
  public void connectionRejected() {
    connectionsRejected.increment();
  }

  /** Counts one read from a socket. */
  public void read(long bytes) {
    inputBytes.add(bytes);
    reads.increment();
  }

  /** Counts one write to a socket. */
  public void written(long bytes) {
    outputBytes.add(bytes);
    writes.increment();
  }

  /** Counts a client that was disconnected for being over its output limit. */
  public void disconnectedOverOutputLimit() {
    overOutputLimit.increment();
  }

  /** Counts a client that was disconnected for being over its query buffer limit. */
  public void disconnectedOverQueryLimit() {
    overQueryLimit.increment();
  }

  /** Returns how many clients connected. */
  public long connectionsReceived() {
    return connectionsReceived.sum();
  }

  /** Returns how many clients were turned away because there were too many. */
  public long connectionsRejected() {
    return connectionsRejected.sum();
  }

  /** Returns the bytes read. */
  public long inputBytes() {
    return inputBytes.sum();
  }

  /** Returns the bytes written. */
  public long outputBytes() {
    return outputBytes.sum();
  }

  /** Returns how often a socket was read. */
  public long reads() {
    return reads.sum();
  }

  /** Returns how often a socket was written to. */
  public long writes() {
    return writes.sum();
  }

  /** Returns how many clients were disconnected for being over their output limit. */
  public long overOutputLimit() {
    return overOutputLimit.sum();
  }

  /** Returns how many clients were disconnected for being over their query buffer limit. */
  public long overQueryLimit() {
    return overQueryLimit.sum();
  }

  /** Forgets everything. */
  public void reset() {
    connectionsReceived.reset();
    connectionsRejected.reset();
    inputBytes.reset();
    outputBytes.reset();
    reads.reset();
    writes.reset();
    overOutputLimit.reset();
    overQueryLimit.reset();
  }
}
