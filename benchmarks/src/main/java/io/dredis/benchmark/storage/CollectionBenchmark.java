package io.dredis.benchmark.storage;

import io.dredis.benchmark.jmh.Names;
import io.dredis.storage.keyspace.Keyspace;
import org.openjdk.jmh.annotations.Param;

/** A benchmark of one collection, of elements whose names have eleven bytes. */
public abstract class CollectionBenchmark extends StoreBenchmark {
  private static final String SPLIT = "split";
  private static final int COMMITTED_AT_ONCE = 1000;

  /** Whether the collection is one record or split into elements, and how many those are. */
  @Param({"packed-100", "split-1000", "split-10000", "split-100000", "split-1000000"})
  public String collection;

  /** The elements of the collection. */
  protected Names elements;

  /** As many others, in the same order. */
  protected Names values;

  @Override
  protected final void fill() {
    int dash = collection.indexOf('-');
    int count = Integer.parseInt(collection.substring(dash + 1));
    elements = new Names('e', count);
    values = new Names('v', count);
    for (int i = 0; i < count; i++) {
      add(i);
      if (i % COMMITTED_AT_ONCE == 0) {
        commit();
      }
    }
    Keyspace keyspace = database();
    boolean split = keyspace.lookup(KEY).kind().large();
    if (split != collection.substring(0, dash).equals(SPLIT)) {
      throw new IllegalStateException(collection + " is " + (split ? "split" : "packed"));
    }
  }

  /** Adds an element of {@link #elements} to the collection. */
  protected abstract void add(int index);
}
