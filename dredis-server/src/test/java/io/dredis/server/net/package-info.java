/**
 * Tests of the network over real sockets, with an executor that knows a few commands of its own.
 */
package io.dredis.server.net;
