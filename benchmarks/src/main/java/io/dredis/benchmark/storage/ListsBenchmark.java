package io.dredis.benchmark.storage;

import io.dredis.storage.type.ListEnd;
import io.dredis.storage.type.Lists;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Reads any element of a list, and moves elements through it as through a queue. */
public class ListsBenchmark extends CollectionBenchmark {
  private final Lists lists = new Lists(() -> -2);

  @Override
  protected void add(int index) {
    lists.push(database(), KEY, ListEnd.TAIL, elements.get(index));
  }

  /** LINDEX anywhere in the list. */
  @Benchmark
  public byte[] get() {
    return lists.lookup(database(), KEY).get(elements.anyIndex());
  }

  /** LPUSH, then RPOP: the time of one of the two. */
  @Benchmark
  @OperationsPerInvocation(2)
  public byte[] pushAndPop() {
    lists.push(database(), KEY, ListEnd.HEAD, elements.any());
    commit();
    byte[] popped = lists.pop(database(), KEY, ListEnd.TAIL);
    commit();
    return popped;
  }
}
