/** Benchmarks of every layer, one sub-package for each. */
package io.dredis.benchmark;
