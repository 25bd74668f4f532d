/** Tests of {@code io.dredis.server.command.sortedset}. */
package io.dredis.server.command.sortedset;
