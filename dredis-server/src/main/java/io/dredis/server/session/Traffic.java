package io.dredis.server.session;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the network has done since the start or {@link #reset}, for INFO. Any thread may call any
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

  /** Returns {@code total_connections_received}. */
  public long connectionsReceived() {
    return connectionsReceived.sum();
  }

  /** Returns {@code rejected_connections}. */
  public long connectionsRejected() {
    return connectionsRejected.sum();
  }

  /** Returns {@code total_net_input_bytes}. */
  public long inputBytes() {
    return inputBytes.sum();
  }

  /** Returns {@code total_net_output_bytes}. */
  public long outputBytes() {
    return outputBytes.sum();
  }

  /** Returns {@code total_reads_processed}. */
  public long reads() {
    return reads.sum();
  }

  /** Returns {@code total_writes_processed}. */
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

  /** Starts from zero again, as CONFIG RESETSTAT does. */
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

  /** Counts a client that connected. */
  public void received() {
    connectionsReceived.increment();
  }

  /** Counts a client that was turned away. */
  public void rejected() {
    connectionsRejected.increment();
  }

  /** Counts a read from a socket. */
  public void read(int bytes) {
    inputBytes.add(bytes);
    reads.increment();
  }

  /** Counts a write to a socket. */
  public void wrote(int bytes) {
    outputBytes.add(bytes);
    writes.increment();
  }

  /** Counts a client disconnected for being over its output limit. */
  public void disconnectedOverOutputLimit() {
    overOutputLimit.increment();
  }

  /** Counts a client disconnected for being over its query buffer limit. */
  public void disconnectedOverQueryLimit() {
    overQueryLimit.increment();
  }
}
