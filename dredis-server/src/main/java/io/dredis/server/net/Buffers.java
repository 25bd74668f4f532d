package io.dredis.server.net;

/**
 * The buffers connections borrow while they have work at hand.
 *
 * @param input for what a pipelining client sends; larger means fewer, larger batches
 * @param output for replies; larger means fewer writes of a long reply, but also more memory while
 *     many clients read slowly, because it is held until the last byte is out
 */
record Buffers(BufferPool input, BufferPool output) {
  static final int INPUT_BYTES = 64 * 1024;
  private static final int OUTPUT_BYTES = 16 * 1024;
  private static final int MOST_FREE = 64;

  /** Empty pools of the usual sizes. */
  static Buffers create() {
    return new Buffers(
        new BufferPool(INPUT_BYTES, MOST_FREE), new BufferPool(OUTPUT_BYTES, MOST_FREE));
  }
}
