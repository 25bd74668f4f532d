/** The checksum at the end of RDB files and DUMP payloads. Called by {@code io.dredis.rdb} only. */
package io.dredis.rdb.checksum;
