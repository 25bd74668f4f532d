/**
 * JMH benchmarks of the storage's parts, without a server: packed lists, the transaction and its
 * cursor over each backend, and the data types, each packed and split.
 */
package io.dredis.benchmark.storage;
