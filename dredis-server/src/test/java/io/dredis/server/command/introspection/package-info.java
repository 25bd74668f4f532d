/** Tests of the COMMAND family. */
package io.dredis.server.command.introspection;
