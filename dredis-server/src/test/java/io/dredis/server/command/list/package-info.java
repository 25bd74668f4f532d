/** Tests of the list family. */
package io.dredis.server.command.list;
