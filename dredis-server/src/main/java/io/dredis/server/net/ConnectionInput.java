package io.dredis.server.net;

import io.dredis.server.resp.QueryBuffer;
import io.dredis.server.resp.RequestParser;
import io.dredis.server.session.Traffic;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fills one connection's query buffer from its socket.
 *
 * <p>While the thread blocks in a read, the buffer is a small array of the connection's own, large
 * enough for an ordinary request in one read and so small that ten thousand idle clients do not
 * matter. Only when a read fills it and more is there, a pooled buffer takes its place until what
 * it holds is parsed. What a client has sent of an incomplete request is kept in an array of its
 * size. For the connection's own thread.
 */
final class ConnectionInput {
  private static final int SMALL_BYTES = 1024;

  private final InputStream in;
  private final BufferPool pool;
  private final Traffic traffic;
  private final QueryBuffer buffer = new QueryBuffer();
  private final RequestParser parser;
  private final WaitWatch watch;
  private final CarrierDoor door;
  private byte[] pooled;
  private int batchBytes;

  ConnectionInput(
      InputStream in, BufferPool pool, Traffic traffic, RequestParser parser, CarrierDoor door) {
    this.in = in;
    this.pool = pool;
    this.traffic = traffic;
    this.parser = parser;
    this.door = door;
    this.watch = new WaitWatch(in, traffic);
  }

  /** Returns the watch on the client while its thread waits in a command. */
  WaitWatch watch() {
    return watch;
  }

  /** Begins to count the bytes of a batch anew. */
  void beginBatch() {
    batchBytes = 0;
  }

  /** Returns how many bytes of the buffer were parsed for the batch. */
  int batchBytes() {
    return batchBytes;
  }

  /** Returns the next complete request among the bytes received, or null. */
  byte[][] nextRequest() {
    int before = buffer.length();
    byte[][] request = parser.next(buffer);
    batchBytes += Math.max(0, before - buffer.length());
    if (request == null) {
      settle();
    }
    return request;
  }

  /** Returns the bytes received and not executed, without those that wait in the watch. */
  long pendingBytes() {
    return (long) buffer.length() + parser.directOffset();
  }

  /** Returns the bytes received and not parsed. */
  int bufferedBytes() {
    return buffer.length();
  }

  /** Returns the bytes the buffer could still take. */
  int freeBytes() {
    return Math.max(0, buffer.room());
  }

  /**
   * Reads what is there, waiting for it if there is nothing.
   *
   * @return false when the client has sent everything it will
   */
  boolean fill() throws IOException {
    settle();
    int taken = watch.take(this::receive);
    if (taken != 0) {
      return taken > 0;
    }
    byte[] direct = parser.directArray(buffer);
    door.pass();
    int count;
    if (direct != null) {
      int offset = parser.directOffset();
      count = in.read(direct, offset, direct.length - offset);
      parser.directlyReceived(Math.max(0, count));
    } else {
      count = in.read(buffer.array(), buffer.end(), buffer.room());
      buffer.received(Math.max(0, count));
    }
    if (count <= 0) {
      return false;
    }
    traffic.read(count);
    if (direct == null && buffer.room() == 0 && in.available() > 0) {
      readMore();
    }
    return true;
  }

  /**
   * Reads and drops what the client still sends, for a connection that is to end. The socket's read
   * timeout is set.
   */
  void discardUntil(long deadlineNanos) throws IOException {
    byte[] scratch = new byte[SMALL_BYTES];
    int count = 0;
    while (count >= 0 && System.nanoTime() < deadlineNanos) {
      count = in.read(scratch);
    }
  }

  /** Returns whether the client sent something that has not been read or parsed. */
  boolean hasUnread() throws IOException {
    return buffer.length() > 0 || in.available() > 0;
  }

  /** Gives back what was borrowed. */
  void release() {
    if (pooled != null) {
      pool.release(pooled);
      pooled = null;
      buffer.moveTo(new byte[buffer.length()]);
    }
  }

  private void readMore() throws IOException {
    if (buffer.length() > Buffers.INPUT_BYTES / 2) {
      return;
    }
    byte[] large = pool.borrow();
    buffer.moveTo(large);
    pooled = large;
    int count = in.read(large, buffer.end(), buffer.room());
    if (count > 0) {
      buffer.received(count);
      traffic.read(count);
    }
  }

  private void receive(byte[] bytes, int length) {
    if (buffer.room() < length) {
      byte[] large = new byte[sizeFor(buffer.length() + length)];
      buffer.moveTo(large);
    }
    System.arraycopy(bytes, 0, buffer.array(), buffer.end(), length);
    buffer.received(length);
  }

  /** Moves what is left to an array of its size, so that nothing large is held while waiting. */
  private void settle() {
    int size = sizeFor(2 * buffer.length());
    if (buffer.array().length != size) {
      byte[] before = pooled;
      buffer.moveTo(new byte[size]);
      if (before != null) {
        pooled = null;
        pool.release(before);
      }
    } else if (buffer.length() == 0 || buffer.room() < size / 2) {
      buffer.moveTo(buffer.array());
    }
  }

  private static int sizeFor(int bytes) {
    return bytes <= SMALL_BYTES ? SMALL_BYTES : Integer.highestOneBit(bytes - 1) << 1;
  }
}
