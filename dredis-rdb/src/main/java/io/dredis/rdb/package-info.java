/** RDB files and DUMP payloads: bytes to events and back. Knows no storage and no server. */
package io.dredis.rdb;
