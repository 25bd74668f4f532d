package io.dredis.benchmark.rdb;

import io.dredis.benchmark.command.LocalClient;
import io.dredis.benchmark.command.LocalServer;
import io.dredis.benchmark.jmh.BackendBenchmark;
import io.dredis.rdb.ReadOptions;
import io.dredis.server.InitialData;
import io.dredis.server.rdb.LoadProgress;
import io.dredis.server.rdb.RdbSeed;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Loads a file of small keys into an empty store: the time of each key. */
public class RdbLoadBenchmark extends BackendBenchmark {
  private LocalServer source;
  private RdbSeed seed;
  private LocalServer target;

  /** Writes the file. */
  @Setup
  public void save() throws IOException {
    source = LocalServer.open("memory");
    MixedData.store(source.client());
    source.client().call(LocalClient.request("SAVE"));
  }

  /** Opens the file and a server that is to begin with it. */
  @Setup(Level.Invocation)
  public void open() throws IOException {
    seed =
        RdbSeed.open(
            source.directory().resolve("dump.rdb"), ReadOptions.DEFAULTS, LoadProgress.UNSEEN);
    target = LocalServer.open(backend, new InitialData(false, seed));
  }

  /** Loads the file. */
  @Benchmark
  @OperationsPerInvocation(MixedData.KEYS)
  public void load() throws IOException {
    target.load();
  }

  /** Closes file and server. */
  @TearDown(Level.Invocation)
  public void close() throws IOException {
    target.close();
    seed.close();
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    source.close();
  }
}
