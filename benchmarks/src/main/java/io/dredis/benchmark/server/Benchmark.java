package io.dredis.benchmark.server;

import java.io.IOException;
import java.io.PrintStream;

/** A benchmark, whose fields are its options. */
public interface Benchmark {
  /**
   * Runs it, prints its tables, and returns whether it reached what it must.
   *
   * @throws IOException when a server cannot be started, or answers with an error
   */
  boolean run(PrintStream out) throws IOException;
}
