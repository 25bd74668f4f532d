/**
 * Benchmarks of a whole server in a process of its own, driven over a socket.
 *
 * <p>They measure server CPU per call, which on a shared machine is steadier than any time on the
 * clock, and print Markdown tables as they stand in {@code docs/performance.md}. Every figure is
 * made by one command line, which that page names. They promise figures for this machine on this
 * day; ratios within a table can be compared, figures of different runs hardly.
 */
package io.dredis.benchmark.server;
