package io.dredis.server.rdb;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that is read between the turns of a load, in large pieces, so that turns are not short.
 */
final class TurnedInput extends InputStream {
  private static final int PIECE_BYTES = 1 << 20;

  private final InputStream in;
  private final Loading loading;
  private final byte[] piece = new byte[PIECE_BYTES];
  private int position;
  private int limit;

  /** The bytes of a stream, which is left open. */
  TurnedInput(InputStream in, Loading loading) {
    this.in = in;
    this.loading = loading;
  }

  @Override
  public int read() throws IOException {
    return position < limit || fill() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(piece, position, to, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    loading.between(() -> limit = Math.max(0, in.read(piece)));
    return limit > 0;
  }
}
