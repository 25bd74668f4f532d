package io.dredis.server.rdb;

import io.dredis.rdb.DumpWriter;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Keyspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The DUMP payload of a value.
 *
 * @param keyspace where the value is, and stays as it is while the payload is written
 * @param header the header that the keyspace has for the key
 * @param values what tells its values
 * @param format how the payload is written
 */
public record Payload(Keyspace keyspace, Header header, ValueSource values, WriteOptions format) {
  private static final long SMALL_ELEMENTS = 1024;
  private static final long SMALL_STRING_BYTES = 64 << 10;

  /** Returns whether the payload of a value is small enough for memory. */
  static boolean isSmall(Header header) {
    return header.elements()
        <= (header.type() == ValueType.STRING ? SMALL_STRING_BYTES : SMALL_ELEMENTS);
  }

  /** Returns the bytes of a small one. */
  byte[] bytes() {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try {
      writeTo(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return payload.toByteArray();
  }

  /**
   * Writes the payload as a bulk string. That begins with its length, so a large one is written
   * twice: the first time it is only measured. It is never in memory as a whole.
   */
  public void writeTo(RespWriter out) throws IOException {
    if (isSmall(header)) {
      out.bulk(bytes());
      return;
    }
    Measure measure = new Measure();
    writeTo(measure);
    out.bulkHeader(measure.bytes);
    writeTo(new Pieces(out));
    out.endBulk();
  }

  private void writeTo(OutputStream out) throws IOException {
    values.tell(keyspace, header, new DumpWriter(out, format));
  }

  /** Counts bytes. */
  private static final class Measure extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }

  /** Writes pieces of a bulk string. */
  private static final class Pieces extends OutputStream {
    private final RespWriter out;

    Pieces(RespWriter out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      out.raw(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.raw(from, offset, offset + length);
    }
  }
}
