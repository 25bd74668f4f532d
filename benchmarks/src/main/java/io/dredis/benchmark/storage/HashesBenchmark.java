package io.dredis.benchmark.storage;

import io.dredis.storage.type.Hashes;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** Reads and changes any field of a hash. */
public class HashesBenchmark extends CollectionBenchmark {
  private final Hashes hashes = new Hashes(() -> 128, () -> 64);

  @Override
  protected void add(int index) {
    hashes.set(database(), KEY, List.of(elements.get(index), values.get(index)));
  }

  /** HGET. */
  @Benchmark
  public byte[] get() {
    return hashes.lookup(database(), KEY).get(elements.any());
  }

  /** HSET of a field that is there. */
  @Benchmark
  public void set() {
    hashes.set(database(), KEY, List.of(elements.any(), values.any()));
    commit();
  }
}
