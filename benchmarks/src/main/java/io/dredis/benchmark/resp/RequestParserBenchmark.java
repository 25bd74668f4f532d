package io.dredis.benchmark.resp;

import io.dredis.benchmark.jmh.LayerBenchmark;
import io.dredis.server.resp.QueryBuffer;
import io.dredis.server.resp.RequestParser;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes to parse SET, one of sixteen that came in one read. */
public class RequestParserBenchmark extends LayerBenchmark {
  private static final int BATCH = 16;

  /** The length of the value; one of the longest grows in an array of its own. */
  @Param({"32", "1000", "100000"})
  public int valueBytes;

  private final RequestParser parser = new RequestParser(() -> 512L << 20, () -> true);
  private final QueryBuffer received = new QueryBuffer();
  private byte[] bytes;

  /** Writes the requests. */
  @Setup
  public void write() {
    String key = "key:000000001234";
    String request =
        "*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
            .formatted(key.length(), key, valueBytes, "x".repeat(valueBytes));
    bytes = request.repeat(BATCH).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Parses the requests. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void parse(Blackhole requests) {
    received.moveTo(bytes);
    received.received(bytes.length);
    for (int i = 0; i < BATCH; i++) {
      byte[][] request = parser.next(received);
      if (request == null) {
        throw new IllegalStateException(parser.error());
      }
      requests.consume(request);
    }
  }
}
