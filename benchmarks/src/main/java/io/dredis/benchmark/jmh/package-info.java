/**
 * How the benchmarks made with JMH are run and what they share: {@link
 * io.dredis.benchmark.jmh.JmhCommand} is the command {@code jmh} of the command line, {@link
 * io.dredis.benchmark.jmh.LayerBenchmark} what every benchmark extends.
 *
 * <p>It promises figures of dredis in one JVM, layer by layer and backend by backend, without a
 * socket. What a client sees beside Redis is measured by {@code io.dredis.benchmark.server}.
 */
package io.dredis.benchmark.jmh;
