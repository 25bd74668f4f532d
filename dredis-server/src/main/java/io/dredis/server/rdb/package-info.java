/**
 * Values on their way between the keyspace and RDB: what reads the one and tells the other, for
 * DUMP, RESTORE, MIGRATE, saves and loads.
 */
package io.dredis.server.rdb;
