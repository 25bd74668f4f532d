/**
 * RESP, the Redis serialization protocol, versions 2 and 3: requests parsed from bytes, replies
 * written as bytes.
 *
 * <p>A leaf: it knows no command, no connection and no storage. The format is the one documented as
 * "Redis serialization protocol specification"; limits and error texts are those of Redis 7.0.
 */
package io.dredis.server.resp;
