package io.dredis.benchmark.storage;

import io.dredis.storage.type.Sets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Looks for any member of a set, and takes it away and adds it again. */
public class SetsBenchmark extends CollectionBenchmark {
  private final Sets sets = new Sets(() -> 512);

  @Override
  protected void add(int index) {
    sets.add(database(), KEY, new byte[][] {elements.get(index)}, 0);
  }

  /** SISMEMBER. */
  @Benchmark
  public boolean contains() {
    return sets.lookup(database(), KEY).contains(elements.any());
  }

  /** SREM, then SADD of the same member: the time of one of the two. */
  @Benchmark
  @OperationsPerInvocation(2)
  public void removeAndAdd() {
    byte[][] member = {elements.any()};
    sets.remove(database(), KEY, member, 0);
    commit();
    sets.add(database(), KEY, member, 0);
    commit();
  }
}
