/**
 * JMH benchmarks of RESP, without a socket: requests from bytes and bytes from replies. No backend
 * has a part in them.
 */
package io.dredis.benchmark.resp;
