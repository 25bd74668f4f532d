package io.dredis.benchmark.rdb;

import io.dredis.benchmark.command.LocalClient;
import io.dredis.benchmark.command.ServerBenchmark;
import io.dredis.server.resp.Reply;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Writes a file of small keys, synced and in place: the time of each key. */
public class RdbSaveBenchmark extends ServerBenchmark {
  private final byte[][] save = LocalClient.request("SAVE");

  @Override
  protected void fill(LocalClient filling) throws IOException {
    MixedData.store(filling);
  }

  /** SAVE. */
  @Benchmark
  @OperationsPerInvocation(MixedData.KEYS)
  public Reply save() throws IOException {
    return client().call(save);
  }
}
