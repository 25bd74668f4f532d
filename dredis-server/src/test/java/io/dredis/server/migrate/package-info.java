/** Tests of MIGRATE, between real Redis, dredis, and targets that misbehave. */
package io.dredis.server.migrate;
