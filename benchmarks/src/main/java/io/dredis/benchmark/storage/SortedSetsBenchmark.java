package io.dredis.benchmark.storage;

import io.dredis.storage.type.SortedSetEdit;
import io.dredis.storage.type.SortedSets;
import org.openjdk.jmh.annotations.Benchmark;

/** Reads score and rank of any member of a sorted set, and moves it to another place. */
public class SortedSetsBenchmark extends CollectionBenchmark {
  private final SortedSets sortedSets = new SortedSets(() -> 128, () -> 64);

  @Override
  protected void add(int index) {
    put(elements.get(index), index);
  }

  /** ZSCORE. */
  @Benchmark
  public double score() {
    return sortedSets.lookup(database(), KEY).score(elements.any());
  }

  /** ZRANK. */
  @Benchmark
  public long rank() {
    return sortedSets.lookup(database(), KEY).rank(elements.any());
  }

  /** ZADD of a member that is there with another score. */
  @Benchmark
  public void move() {
    put(elements.any(), elements.anyIndex());
    commit();
  }

  private void put(byte[] member, double score) {
    SortedSetEdit edit = sortedSets.edit(database(), KEY);
    edit.put(member, edit.score(member), score);
    edit.store();
  }
}
