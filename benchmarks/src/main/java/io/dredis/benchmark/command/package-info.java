/**
 * JMH benchmarks of whole commands and scripts: from a parsed request through the dispatcher, with
 * the commit, to the written reply. All is as in a server but for the socket and its thread.
 */
package io.dredis.benchmark.command;
