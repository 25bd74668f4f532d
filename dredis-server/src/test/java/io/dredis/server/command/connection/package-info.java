/** Tests of the connection family. */
package io.dredis.server.command.connection;
