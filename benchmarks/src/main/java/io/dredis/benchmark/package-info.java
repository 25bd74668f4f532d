/**
 * Benchmarks: {@link io.dredis.benchmark.Main} is the command line of {@code benchmarks.jar}.
 *
 * <p>Each layer that is measured has a sub-package. Nothing here is for callers.
 */
package io.dredis.benchmark;
