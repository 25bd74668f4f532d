package io.dredis.server.resp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes replies as the bytes Redis 7.0 sends, in RESP2 or RESP3, through a buffer.
 *
 * <p>Bytes go out when the buffer is full and at {@link #flush}: the small replies of a batch leave
 * in one write, and a large one never needs more memory than the buffer. A bulk string larger than
 * the buffer is handed to the stream as it is.
 *
 * <p>The methods for headers and pieces are for {@link Reply.Streamed}, which owes them what RESP
 * asks: after a header exactly as many elements as it announced, after {@link #bulkHeader} exactly
 * that many bytes by {@link #raw} and then {@link #endBulk}. For one thread at a time.
 */
public final class RespWriter {
  private static final int DEFAULT_BUFFER_BYTES = 16 * 1024;

  /** The longest thing written in one go: type, sign, 19 digits, line end. */
  private static final int LEAST_BUFFER_BYTES = 64;

  private static final int FORMAT_LENGTH = 3;

  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NULL_BULK = ascii("$-1\r\n");
  private static final byte[] NULL_MULTIBULK = ascii("*-1\r\n");
  private static final byte[] NULL_RESP3 = ascii("_\r\n");
  private static final byte[] TRUE_RESP3 = ascii("#t\r\n");
  private static final byte[] FALSE_RESP3 = ascii("#f\r\n");

  private final OutputStream out;
  private final byte[] buffer;
  private int filled;
  private int protocol = 2;

  /** A writer of RESP2 with a buffer of its own. */
  public RespWriter(OutputStream out) {
    this(out, new byte[DEFAULT_BUFFER_BYTES]);
  }

  /**
   * A writer of RESP2.
   *
   * @param buffer lent to the writer until its last flush, 64 bytes at least
   */
  public RespWriter(OutputStream out, byte[] buffer) {
    if (buffer.length < LEAST_BUFFER_BYTES) {
      throw new IllegalArgumentException("buffer of " + buffer.length + " bytes");
    }
    this.out = out;
    this.buffer = buffer;
  }

  /** Returns the bytes of a reply in the given protocol version. */
  public static byte[] encode(Reply reply, int protocol) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RespWriter writer = new RespWriter(bytes, new byte[LEAST_BUFFER_BYTES]);
    writer.setProtocol(protocol);
    try {
      writer.write(reply);
      writer.flush();
    } catch (IOException e) {
      throw new IllegalStateException("a reply that cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Sets the protocol version of what is written from now on, 2 or 3. */
  public void setProtocol(int version) {
    protocol = version;
  }

  /** Returns the protocol version, 2 or 3. */
  public int protocol() {
    return protocol;
  }

  /** Writes a reply. One that is streamed is not closed here. */
  public void write(Reply reply) throws IOException {
    switch (reply) {
      case Reply.Bulk bulk -> bulk(bulk.bytes());
      case Reply.Status status -> status(status.text());
      case Reply.Int integer -> integer(integer.value());
      case Reply.Null ignored -> nullValue();
      case Reply.Array array -> {
        arrayHeader(array.elements().size());
        writeAll(array.elements());
      }
      case Reply.Failure failure -> error(failure.text());
      case Reply.NullArray ignored -> nullArray();
      case Reply.None ignored -> {}
      case Reply.Dbl number -> dbl(number.value());
      case Reply.BigNumber number -> bigNumber(number.digits());
      case Reply.Bool bool -> bool(bool.value());
      case Reply.Verbatim verbatim -> verbatim(verbatim.format(), verbatim.bytes());
      case Reply.Streamed streamed -> streamed.writeTo(this);
      default -> writeAggregate(reply);
    }
  }

  private void writeAggregate(Reply reply) throws IOException {
    switch (reply) {
      case Reply.MapOf map -> {
        mapHeader(map.keysAndValues().size() / 2);
        writeAll(map.keysAndValues());
      }
      case Reply.SetOf set -> {
        setHeader(set.elements().size());
        writeAll(set.elements());
      }
      case Reply.Push push -> {
        pushHeader(push.elements().size());
        writeAll(push.elements());
      }
      case Reply.Attributed attributed -> {
        if (protocol >= 3) {
          header('|', attributed.attributes().size() / 2);
          writeAll(attributed.attributes());
        }
        write(attributed.reply());
      }
      default -> throw new IllegalArgumentException("no reply: " + reply);
    }
  }

  private void writeAll(List<? extends Reply> replies) throws IOException {
    for (Reply reply : replies) {
      write(reply);
    }
  }

  /** Announces an array. */
  public void arrayHeader(long elements) throws IOException {
    header('*', elements);
  }

  /** Announces a map; its keys and values follow in turn. */
  public void mapHeader(long pairs) throws IOException {
    if (protocol >= 3) {
      header('%', pairs);
    } else {
      header('*', 2 * pairs);
    }
  }

  /** Announces a set. */
  public void setHeader(long elements) throws IOException {
    header(protocol >= 3 ? '~' : '*', elements);
  }

  /** Announces an out-of-band message. */
  public void pushHeader(long elements) throws IOException {
    header(protocol >= 3 ? '>' : '*', elements);
  }

  /** Announces a bulk string, whose bytes follow by {@link #raw}, then {@link #endBulk}. */
  public void bulkHeader(long lengthBytes) throws IOException {
    header('$', lengthBytes);
  }

  /** Writes a piece of an announced bulk string. */
  public void raw(byte[] bytes, int fromInclusive, int toExclusive) throws IOException {
    int length = toExclusive - fromInclusive;
    if (length > buffer.length - filled) {
      drain();
      if (length >= buffer.length) {
        out.write(bytes, fromInclusive, length);
        return;
      }
    }
    System.arraycopy(bytes, fromInclusive, buffer, filled, length);
    filled += length;
  }

  /** Ends an announced bulk string. */
  public void endBulk() throws IOException {
    raw(LINE_END);
  }

  /** Writes a bulk string. */
  public void bulk(byte[] bytes) throws IOException {
    bulkHeader(bytes.length);
    raw(bytes);
    endBulk();
  }

  /** Writes a bulk string of ISO-8859-1 text. */
  public void bulk(String text) throws IOException {
    bulkHeader(text.length());
    chars(text, 0, text.length());
    endBulk();
  }

  /** Writes an integer. */
  public void integer(long value) throws IOException {
    header(':', value);
  }

  /** Writes a simple string. */
  public void status(String text) throws IOException {
    if (text.equals("OK")) {
      raw(OK);
    } else {
      line('+', text, 0, text.length());
    }
  }

  /** Writes an error; line breaks around the text are dropped, those inside become spaces. */
  public void error(String text) throws IOException {
    int from = 0;
    int to = text.length();
    while (from < to && isLineBreak(text.charAt(from))) {
      from++;
    }
    while (from < to && isLineBreak(text.charAt(to - 1))) {
      to--;
    }
    line('-', text, from, to);
  }

  /** Writes a missing value. */
  public void nullValue() throws IOException {
    raw(protocol >= 3 ? NULL_RESP3 : NULL_BULK);
  }

  /** Writes a missing array. */
  public void nullArray() throws IOException {
    raw(protocol >= 3 ? NULL_RESP3 : NULL_MULTIBULK);
  }

  /** Writes a boolean. */
  public void bool(boolean value) throws IOException {
    if (protocol >= 3) {
      raw(value ? TRUE_RESP3 : FALSE_RESP3);
    } else {
      integer(value ? 1 : 0);
    }
  }

  /** Writes a double. */
  public void dbl(double value) throws IOException {
    String text = DoubleFormat.format(value);
    if (protocol >= 3) {
      line(',', text, 0, text.length());
    } else {
      bulk(text);
    }
  }

  /** Writes an integer of any size, given in decimal. */
  public void bigNumber(String digits) throws IOException {
    if (protocol >= 3) {
      line('(', digits, 0, digits.length());
    } else {
      bulk(digits);
    }
  }

  /** Writes a text with its format of three characters. */
  public void verbatim(String format, byte[] bytes) throws IOException {
    if (protocol < 3) {
      bulk(bytes);
      return;
    }
    header('=', FORMAT_LENGTH + 1L + bytes.length);
    chars(format, 0, FORMAT_LENGTH);
    require(1);
    buffer[filled++] = ':';
    raw(bytes);
    endBulk();
  }

  /** Sends everything written so far. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  private void drain() throws IOException {
    int length = filled;
    filled = 0;
    if (length > 0) {
      out.write(buffer, 0, length);
    }
  }

  private void require(int bytes) throws IOException {
    if (buffer.length - filled < bytes) {
      drain();
    }
  }

  private void raw(byte[] bytes) throws IOException {
    raw(bytes, 0, bytes.length);
  }

  private void line(char type, String text, int from, int to) throws IOException {
    require(1);
    buffer[filled++] = (byte) type;
    chars(text, from, to);
    raw(LINE_END);
  }

  private void chars(String text, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      if (filled == buffer.length) {
        drain();
      }
      char c = text.charAt(i);
      buffer[filled++] = isLineBreak(c) ? (byte) ' ' : (byte) c;
    }
  }

  private void header(char type, long number) throws IOException {
    require(LEAST_BUFFER_BYTES);
    buffer[filled++] = (byte) type;
    filled = Decimal.write(number, buffer, filled);
    buffer[filled++] = '\r';
    buffer[filled++] = '\n';
  }

  private static boolean isLineBreak(char c) {
    return c == '\r' || c == '\n';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
