package io.dredis.server.resp;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Takes requests out of the bytes that arrive, in whatever pieces: arrays of bulk strings, or
 * inline commands. Limits, leniences and errors are those of Redis 7.0.
 *
 * <p>Nothing is copied but the arguments, and no memory is taken on the word of a header: an
 * argument is allocated when it is there, or, from 32 KiB on, grows in an array of its own that the
 * socket may be read into directly ({@link #directArray}). For one thread at a time.
 */
public final class RequestParser {
  /** The longest header or inline request. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  private static final int BIG_BULK_BYTES = 32 * 1024;
  private static final int BIG_BULK_FIRST_BYTES = 1024;
  private static final int FIRST_ARGUMENTS = 16;
  private static final int LINE_END_BYTES = 2;
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 16;

  private static final int UNAUTHENTICATED_ARGUMENTS = 10;
  private static final int UNAUTHENTICATED_BULK_BYTES = 16 * 1024;

  private static final int NONE = -1;

  private final LongSupplier maxBulkLengthBytes;
  private final BooleanSupplier authenticated;

  /** Arguments of the request under way, which has {@code expected} of them; null between two. */
  private byte[][] arguments;

  private int count;
  private int expected;

  /** Length of the bulk string under way, or NONE before its header. */
  private int bulkLength = NONE;

  /** The bulk string under way when it is a big one, and how much of it is there. */
  private byte[] big;

  private int bigFilled;

  /** How many bytes at the beginning of the buffer are known to hold no line end. */
  private int searched;

  private long argumentBytes;
  private String error;

  /**
   * A parser at the beginning of a connection.
   *
   * @param maxBulkLengthBytes {@code proto-max-bulk-len}, asked at each bulk string
   * @param authenticated whether the client may send requests of any size
   */
  public RequestParser(LongSupplier maxBulkLengthBytes, BooleanSupplier authenticated) {
    this.maxBulkLengthBytes = maxBulkLengthBytes;
    this.authenticated = authenticated;
  }

  /**
   * Returns the next request, one element at least, or null when more bytes are needed or the
   * client broke the protocol.
   */
  public byte[][] next(QueryBuffer in) {
    if (arguments != null && !authenticated.getAsBoolean() && isTooManyUnauthenticated(expected)) {
      return null;
    }
    byte[][] request = null;
    while (request == null && error == null) {
      if (arguments == null && in.length() == 0) {
        return null;
      }
      int before = in.length();
      if (arguments != null || in.array()[in.begin()] == '*') {
        request = multibulk(in);
      } else {
        request = inline(in);
      }
      if (request == null && (arguments != null || in.length() == before)) {
        return null;
      }
    }
    return request;
  }

  /** Returns the error that ends the connection, {@code ERR Protocol error: …}, or null. */
  public String error() {
    return error;
  }

  /** Returns the bytes of the arguments of the request under way, or of the last one returned. */
  public long argumentBytes() {
    return argumentBytes;
  }

  /**
   * Returns the array of the big bulk string that the next bytes belong to, for reading into it at
   * {@link #directOffset}, or null when there is none or bytes wait in the buffer.
   */
  public byte[] directArray(QueryBuffer in) {
    if (big == null || bigFilled == bulkLength || in.length() > 0) {
      return null;
    }
    growBig(bigFilled + 1);
    return big;
  }

  /** Returns where in {@link #directArray} the next bytes go; its room ends with the array. */
  public int directOffset() {
    return bigFilled;
  }

  /** Notes that bytes were put at {@link #directOffset}. */
  public void directlyReceived(int bytes) {
    bigFilled += bytes;
  }

  private byte[][] multibulk(QueryBuffer in) {
    if (arguments == null && !multibulkHeader(in)) {
      return null;
    }
    while (count < expected) {
      if (bulkLength == NONE && !bulkHeader(in)) {
        return null;
      }
      byte[] argument = bulkLength >= BIG_BULK_BYTES ? bigBulk(in) : smallBulk(in);
      if (argument == null) {
        return null;
      }
      add(argument);
      bulkLength = NONE;
    }
    byte[][] request = arguments;
    arguments = null;
    return request;
  }

  /** Reads {@code *3\r\n}; returns whether elements follow, which they do not after 0 and -1. */
  private boolean multibulkHeader(QueryBuffer in) {
    int end = headerEnd(in, "too big mbulk count string");
    if (end == NONE) {
      return false;
    }
    long elements = Decimal.parse(in.array(), in.begin() + 1, end);
    if (elements > Integer.MAX_VALUE) {
      return fail("invalid multibulk length");
    }
    if (elements > 0 && isTooManyUnauthenticated(elements)) {
      return false;
    }
    in.consumed(end + LINE_END_BYTES - in.begin());
    if (elements <= 0) {
      return false;
    }
    begin((int) elements);
    return true;
  }

  private void begin(int elements) {
    expected = elements;
    count = 0;
    argumentBytes = 0;
    arguments = new byte[Math.min(elements, FIRST_ARGUMENTS)][];
  }

  private boolean isTooManyUnauthenticated(long elements) {
    if (elements > UNAUTHENTICATED_ARGUMENTS && !authenticated.getAsBoolean()) {
      fail("unauthenticated multibulk length");
      return true;
    }
    return false;
  }

  private void add(byte[] argument) {
    if (count == arguments.length) {
      arguments = Arrays.copyOf(arguments, (int) Math.min(expected, 2L * count));
    }
    arguments[count++] = argument;
    argumentBytes += argument.length;
  }

  /** Reads {@code $5\r\n}; returns whether it was there and correct. */
  private boolean bulkHeader(QueryBuffer in) {
    int end = headerEnd(in, "too big bulk count string");
    if (end == NONE) {
      return false;
    }
    byte type = in.array()[in.begin()];
    if (type != '$') {
      return fail("expected '$', got '" + (char) (type & 0xff) + "'");
    }
    long length = Decimal.parse(in.array(), in.begin() + 1, end);
    long most = Math.min(maxBulkLengthBytes.getAsLong(), MAX_ARRAY_BYTES);
    if (length < 0 || length > most) {
      return fail("invalid bulk length");
    }
    if (length > UNAUTHENTICATED_BULK_BYTES && !authenticated.getAsBoolean()) {
      return fail("unauthenticated bulk length");
    }
    in.consumed(end + LINE_END_BYTES - in.begin());
    bulkLength = (int) length;
    return true;
  }

  private byte[] smallBulk(QueryBuffer in) {
    if (in.length() < bulkLength + LINE_END_BYTES) {
      return null;
    }
    int from = in.begin();
    byte[] argument = Arrays.copyOfRange(in.array(), from, from + bulkLength);
    // Like Redis, take the two bytes for a line end without looking.
    in.consumed(bulkLength + LINE_END_BYTES);
    return argument;
  }

  private byte[] bigBulk(QueryBuffer in) {
    int there = Math.min(in.length(), bulkLength - bigFilled);
    growBig(bigFilled + there);
    System.arraycopy(in.array(), in.begin(), big, bigFilled, there);
    in.consumed(there);
    bigFilled += there;
    if (bigFilled < bulkLength || in.length() < LINE_END_BYTES) {
      return null;
    }
    in.consumed(LINE_END_BYTES);
    byte[] argument = big;
    big = null;
    bigFilled = 0;
    return argument;
  }

  /** Makes room for this many bytes of the big bulk string: at most twice of what has arrived. */
  private void growBig(int bytes) {
    if (big == null) {
      big = new byte[Math.min(bulkLength, Math.max(BIG_BULK_FIRST_BYTES, 2 * bytes))];
    } else if (bytes > big.length) {
      big = Arrays.copyOf(big, (int) Math.min(bulkLength, Math.max(bytes, 2L * big.length)));
    }
  }

  /** Returns the index of the carriage return that ends a header, once a byte follows it. */
  private int headerEnd(QueryBuffer in, String errorWhenTooLong) {
    int end = find((byte) '\r', in);
    if (end == NONE) {
      if (searched > MAX_LINE_BYTES) {
        fail(errorWhenTooLong);
      }
      return NONE;
    }
    if (end + 1 == in.end()) {
      searched = end - in.begin();
      return NONE;
    }
    return end;
  }

  private byte[][] inline(QueryBuffer in) {
    int newline = find((byte) '\n', in);
    if (newline == NONE) {
      if (searched > MAX_LINE_BYTES) {
        fail("too big inline request");
      }
      return null;
    }
    int from = in.begin();
    int end = newline > from && in.array()[newline - 1] == '\r' ? newline - 1 : newline;
    byte[][] words = QuotedWords.split(in.array(), from, end);
    if (words == null) {
      fail("unbalanced quotes in request");
      return null;
    }
    in.consumed(newline + 1 - from);
    argumentBytes = (long) end - from;
    return words.length == 0 ? null : words;
  }

  /** Finds a byte among those a line may have, not looking twice at those of an earlier call. */
  private int find(byte wanted, QueryBuffer in) {
    byte[] bytes = in.array();
    int to = Math.min(in.end(), in.begin() + MAX_LINE_BYTES + 1);
    for (int i = in.begin() + searched; i < to; i++) {
      if (bytes[i] == wanted) {
        searched = 0;
        return i;
      }
    }
    searched = to - in.begin();
    return NONE;
  }

  private boolean fail(String what) {
    error = "ERR Protocol error: " + what;
    return false;
  }
}
