package io.dredis.server.net;

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
    overOutputLimit.reset();
    overQueryLimit.reset();
  }

  void received() {
    connectionsReceived.increment();
  }

  void rejected() {
    connectionsRejected.increment();
  }

  void read(int bytes) {
    inputBytes.add(bytes);
  }

  void wrote(int bytes) {
    outputBytes.add(bytes);
  }

  void disconnectedOverOutputLimit() {
    overOutputLimit.increment();
  }

  void disconnectedOverQueryLimit() {
    overQueryLimit.increment();
  }
}
