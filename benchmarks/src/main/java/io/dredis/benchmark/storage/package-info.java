/**
 * JMH benchmarks of the storage's parts, without a server: {@code java -jar benchmarks.jar jmh}.
 */
package io.dredis.benchmark.storage;
