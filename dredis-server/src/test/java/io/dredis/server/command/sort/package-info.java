/** Tests of SORT. */
package io.dredis.server.command.sort;
