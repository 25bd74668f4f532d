/**
 * The differential harness: a real Redis 7.0 and a dredis side by side, sent the same requests,
 * whose replies must be the same bytes.
 *
 * <p>For tests only; {@link io.dredis.server.testing.ServerPair} shows how a test uses it. What may
 * differ stands in {@link io.dredis.server.testing.Normalisation} and in docs/compatibility.md, and
 * nowhere else.
 */
package io.dredis.server.testing;
