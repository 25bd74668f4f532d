/** Tests of the hash family. */
package io.dredis.server.command.hash;
