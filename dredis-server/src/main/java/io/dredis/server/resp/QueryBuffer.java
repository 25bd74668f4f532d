package io.dredis.server.resp;

/**
 * The bytes received from a client and not parsed yet: a range of an array that whoever fills the
 * buffer may exchange for another. For one thread at a time.
 */
public final class QueryBuffer {
  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int from;
  private int to;

  /** Returns how many bytes wait to be parsed. */
  public int length() {
    return to - from;
  }

  /** Returns the array under the buffer. */
  public byte[] array() {
    return bytes;
  }

  /** Returns the index behind the last byte, where the next one goes. */
  public int end() {
    return to;
  }

  /** Returns how many bytes the array has room for behind the last one. */
  public int room() {
    return bytes.length - to;
  }

  /** Notes that bytes were put at {@link #end}. */
  public void received(int count) {
    to += count;
  }

  /** Moves the bytes that wait to the beginning of an array large enough, which may be the same. */
  public void moveTo(byte[] array) {
    int length = length();
    System.arraycopy(bytes, from, array, 0, length);
    bytes = array;
    from = 0;
    to = length;
  }

  int begin() {
    return from;
  }

  void consumed(int count) {
    from += count;
  }
}
