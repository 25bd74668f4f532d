package io.dredis.benchmark.command;

import static io.dredis.benchmark.command.LocalClient.request;

import io.dredis.server.resp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** What scripts take, beside the cheapest of commands. */
public class ScriptsBenchmark extends ServerBenchmark {
  private static final String HUNDRED_INCR =
      "for i = 1, 100 do redis.call('INCR', KEYS[1]) end return 1";

  private final byte[][] get = request("GET", "key");
  private byte[][] evalshaReturn1;
  private byte[][] evalsha100Incr;

  @Override
  protected void fill(LocalClient filling) throws IOException {
    filling.call(request("SET", "key", "value"));
    evalshaReturn1 = request("EVALSHA", load(filling, "return 1"), "0");
    evalsha100Incr = request("EVALSHA", load(filling, HUNDRED_INCR), "1", "counter");
  }

  private static String load(LocalClient client, String script) throws IOException {
    if (client.call(request("SCRIPT", "LOAD", script)) instanceof Reply.Bulk sha) {
      return new String(sha.bytes(), StandardCharsets.ISO_8859_1);
    }
    throw new IllegalStateException("no SHA1");
  }

  /** GET, to compare with. */
  @Benchmark
  public Reply get() throws IOException {
    return client().call(get);
  }

  /** EVALSHA of {@code return 1}. */
  @Benchmark
  public Reply evalshaReturn1() throws IOException {
    return client().call(evalshaReturn1);
  }

  /** EVALSHA of a script that calls INCR a hundred times. */
  @Benchmark
  public Reply evalsha100Incr() throws IOException {
    return client().call(evalsha100Incr);
  }
}
