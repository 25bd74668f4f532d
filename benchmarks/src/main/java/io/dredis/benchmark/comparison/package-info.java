/**
 * dredis beside {@code redis-server}: both as users start them, in processes of their own, driven
 * by turns with the same load.
 *
 * <p>The servers of a table run side by side and only one of them has work at a time. Each figure
 * is the median of several rounds, and from round to round the servers change places. Two figures
 * of one table can be compared, on a shared machine the CPU time per request best. Nothing here is
 * for callers but the benchmarks themselves, which are sub-commands of {@code benchmarks.jar}.
 */
package io.dredis.benchmark.comparison;
