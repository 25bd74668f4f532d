package io.dredis.server.rdb;

import io.dredis.rdb.DumpWriter;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The DUMP payload of a large value. A bulk string begins with its length, so the payload is
 * written twice: the first time it is only measured. It is never in memory as a whole.
 */
final class DumpReply implements Reply.Streamed {
  private final StoreSnapshot snapshot;
  private final Keyspace keyspace;
  private final Header header;
  private final ValueSource values;
  private final WriteOptions options;

  /** A reply that owns the snapshot, in which the key has the header. */
  DumpReply(
      StoreSnapshot snapshot,
      Keyspace keyspace,
      Header header,
      ValueSource values,
      WriteOptions options) {
    this.snapshot = snapshot;
    this.keyspace = keyspace;
    this.header = header;
    this.values = values;
    this.options = options;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Measure measure = new Measure();
    writePayload(measure);
    out.bulkHeader(measure.bytes);
    writePayload(new Pieces(out));
    out.endBulk();
  }

  private void writePayload(OutputStream out) throws IOException {
    values.tell(keyspace, header, new DumpWriter(out, options));
  }

  @Override
  public void close() {
    snapshot.close();
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
