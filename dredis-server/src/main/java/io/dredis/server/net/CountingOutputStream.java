package io.dredis.server.net;

import io.dredis.server.session.Session;
import java.io.IOException;
import java.io.OutputStream;

/** A socket's output that counts its bytes and notes when the client was last sent some. */
final class CountingOutputStream extends OutputStream {
  /** A reply in many pieces has pieces of this size at least. */
  private static final int LARGE_BYTES = 4096;

  private final OutputStream out;
  private final Shared shared;
  private final Session session;

  CountingOutputStream(OutputStream out, Shared shared, Session session) {
    this.out = out;
    this.shared = shared;
    this.session = session;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    // Before the client can have the bytes and answer.
    session.interacted(shared.clockMillis().getAsLong());
    out.write(bytes, offset, length);
    shared.traffic().written(length);
    if (length >= LARGE_BYTES) {
      shared.door().pass();
    }
  }
}
