package io.dredis.benchmark.resp;

import io.dredis.benchmark.jmh.LayerBenchmark;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it takes to write a reply, one of sixteen that leave together. */
public class RespWriterBenchmark extends LayerBenchmark {
  private static final int BATCH = 16;

  /** A kind of reply. */
  public enum Kind {
    /** The status OK. */
    OK,
    /** An integer of seven digits. */
    INTEGER,
    /** A double that is no integer. */
    DOUBLE,
    /** A bulk string of 32 bytes. */
    BULK_32,
    /** A bulk string of 1000 bytes. */
    BULK_1000,
    /** An array of 100 bulk strings of 32 bytes. */
    ARRAY_100
  }

  /** What is written. */
  @Param public Kind reply;

  private final RespWriter writer = new RespWriter(OutputStream.nullOutputStream());
  private Reply value;

  /** Makes the reply. */
  @Setup
  public void make() {
    value =
        switch (reply) {
          case OK -> Reply.OK;
          case INTEGER -> new Reply.Int(1_234_567);
          case DOUBLE -> new Reply.Dbl(3.14159);
          case BULK_32 -> new Reply.Bulk(new byte[32]);
          case BULK_1000 -> new Reply.Bulk(new byte[1000]);
          case ARRAY_100 -> Reply.Array.ofBulks(Collections.nCopies(100, new byte[32]));
        };
  }

  /** Writes the replies in RESP2. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void write() throws IOException {
    for (int i = 0; i < BATCH; i++) {
      writer.write(value);
    }
    writer.flush();
  }
}
