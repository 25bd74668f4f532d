/** The server and its life cycle: what starts first, what stops last. */
package io.dredis.server;
