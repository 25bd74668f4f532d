/**
 * Commands on keys of any type (Redis's group "generic"), and those on whole databases that work on
 * the keyspace alone.
 */
package io.dredis.server.command.generic;
