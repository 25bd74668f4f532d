/** Tests of the commands on sets. */
package io.dredis.server.command.set;
