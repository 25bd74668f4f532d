package io.dredis.benchmark.jmh;

import org.openjdk.jmh.annotations.Param;

/** A benchmark of a layer above the backends, measured on each. */
public abstract class BackendBenchmark extends LayerBenchmark {
  /** The name of the parameter below. */
  static final String PARAMETER = "backend";

  /** The backend's name. */
  @Param({"leveldb", "lmdb", "memory"})
  public String backend;
}
