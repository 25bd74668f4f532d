/** Tests of the commands on keys, expiry and databases. */
package io.dredis.server.command.generic;
