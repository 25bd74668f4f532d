package io.dredis.server.session;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client has said since MULTI, and whether EXEC may run it. Used under the execution lock;
 * only whether keys are watched may be asked by the client's own thread without it.
 */
public final class QueuedRequests {
  private static final long REFERENCE_BYTES = 8;

  private List<byte[][]> requestsOrNull;
  private long bytes;
  private boolean writes;
  private boolean refused;
  private boolean touched;
  private volatile boolean watching;

  /** Begins to queue, as MULTI does. */
  public void open() {
    requestsOrNull = new ArrayList<>();
  }

  /**
   * Ends it, as EXEC and DISCARD do: nothing is queued, and nothing stands against the next EXEC.
   */
  public void close() {
    requestsOrNull = null;
    bytes = 0;
    writes = false;
    refused = false;
    touched = false;
  }

  /** Returns whether the client is between MULTI and EXEC. */
  public boolean isOpen() {
    return requestsOrNull != null;
  }

  /**
   * Queues a request, unless EXEC will not run any.
   *
   * @param isWrite whether it may change the data, as CLIENT PAUSE sees it
   */
  public void add(byte[][] request, boolean isWrite) {
    if (!refused && !touched) {
      requestsOrNull.add(request);
      bytes += memoryOf(request);
      writes |= isWrite;
    }
  }

  /** Returns the bytes that a queued request takes, as Redis counts them. */
  public static long memoryOf(byte[][] request) {
    long sum = REFERENCE_BYTES * request.length;
    for (byte[] argument : request) {
      sum += argument.length;
    }
    return sum;
  }

  /** Returns the queued requests in their order. */
  public List<byte[][]> requests() {
    return requestsOrNull;
  }

  /** Returns the bytes that the queued requests take. */
  public long memory() {
    return bytes;
  }

  /** Returns whether any queued request may change the data. */
  public boolean writes() {
    return writes;
  }

  /** Says that a request was refused instead of queued, if the client is queuing. */
  public void refuse() {
    refused |= isOpen();
  }

  /** Returns whether a request was refused instead of queued. */
  public boolean refused() {
    return refused;
  }

  /** Says whether a watched key has changed. */
  public void setTouched(boolean value) {
    touched = value;
  }

  /** Returns whether a watched key has changed. */
  public boolean touched() {
    return touched;
  }

  /** Says whether the client watches any key. */
  public void setWatching(boolean value) {
    watching = value;
  }

  /** Returns whether the client watches any key. */
  public boolean watching() {
    return watching;
  }
}
