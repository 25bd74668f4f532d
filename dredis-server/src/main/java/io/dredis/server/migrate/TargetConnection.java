package io.dredis.server.migrate;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A connection to another server, on which nothing takes longer than a timeout: not the connecting,
 * not the sending of 64 KiB, not the wait for more of a reply. For one thread at a time, but for
 * {@link #callOff}.
 *
 * <p>It is a channel with a selector because a socket's stream knows no timeout for writing.
 */
final class TargetConnection extends OutputStream {
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int INPUT_BYTES = 1024;

  /** Of a longer reply the rest is read and dropped; Redis takes as much of one. */
  private static final int MOST_LINE_BYTES = 1023;

  private final Target target;
  private final Selector selector;
  private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).flip();
  private SocketChannel channelOrNull;
  private SelectionKey readiness;
  private int timeoutMillis;
  private volatile boolean calledOff;

  /** The database that was selected, or null when that is not known. */
  private Long database;

  /** When it was last used, as {@link System#nanoTime} says. */
  private long usedNanos;

  /** A connection that is not made yet. */
  TargetConnection(Target target) throws IOException {
    this.target = target;
    this.selector = Selector.open();
  }

  Target target() {
    return target;
  }

  Long database() {
    return database;
  }

  void setDatabase(Long numberOrNull) {
    database = numberOrNull;
  }

  long usedNanos() {
    return usedNanos;
  }

  void setUsedNanos(long nanos) {
    usedNanos = nanos;
  }

  void setTimeoutMillis(int millis) {
    timeoutMillis = millis;
  }

  /**
   * Connects, to the first of the host's addresses that can be.
   *
   * @throws ConnectException when the target refuses
   * @throws IOException when there is no such host, or it does not answer in time
   */
  void connect() throws IOException {
    if (target.host().isEmpty()) {
      throw new UnknownHostException("no name");
    }
    IOException failure = null;
    for (InetAddress address : InetAddress.getAllByName(target.host())) {
      try {
        connect(new InetSocketAddress(address, target.port()));
        return;
      } catch (IOException e) {
        closeChannel();
        failure = e;
      }
    }
    throw failure == null ? new UnknownHostException(target.host()) : failure;
  }

  private void connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channelOrNull = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    readiness = channel.register(selector, 0);
    if (!channel.connect(address)) {
      long deadlineNanos = deadlineNanos();
      while (!channel.finishConnect()) {
        await(SelectionKey.OP_CONNECT, deadlineNanos);
      }
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += CHUNK_BYTES) {
      int size = Math.min(CHUNK_BYTES, length - done);
      writeChunk(ByteBuffer.wrap(from, offset + done, size));
    }
  }

  private void writeChunk(ByteBuffer chunk) throws IOException {
    long deadlineNanos = deadlineNanos();
    while (chunk.hasRemaining()) {
      if (channelOrNull.write(chunk) == 0) {
        await(SelectionKey.OP_WRITE, deadlineNanos);
      }
    }
  }

  /** Reads a reply of one line, or what comes in its place, and returns it without its end. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte next = readByte(); next != '\n'; next = readByte()) {
      if (line.size() < MOST_LINE_BYTES) {
        line.write(next);
      }
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private byte readByte() throws IOException {
    if (!input.hasRemaining()) {
      fill();
    }
    return input.get();
  }

  private void fill() throws IOException {
    long deadlineNanos = deadlineNanos();
    input.clear();
    int count = channelOrNull.read(input);
    while (count == 0) {
      await(SelectionKey.OP_READ, deadlineNanos);
      count = channelOrNull.read(input);
    }
    input.flip();
    if (count < 0) {
      throw new EOFException("the target closed the connection");
    }
  }

  private long deadlineNanos() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  /** Waits until the channel is ready for an operation, or may be. */
  private void await(int operation, long deadlineNanos) throws IOException {
    if (calledOff) {
      throw new IOException("the server is being stopped");
    }
    long leftNanos = deadlineNanos - System.nanoTime();
    if (leftNanos <= 0) {
      throw new SocketTimeoutException("no answer from the target in " + timeoutMillis + " ms");
    }
    readiness.interestOps(operation);
    // Rounded up, for 0 would be no timeout at all.
    selector.select(key -> {}, TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1);
  }

  /** Has whatever waits for the target fail at once; any thread may call it. */
  void callOff() {
    calledOff = true;
    selector.wakeup();
  }

  private void closeChannel() throws IOException {
    if (channelOrNull != null) {
      channelOrNull.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      closeChannel();
    }
  }
}
