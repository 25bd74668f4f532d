/**
 * The COMMAND family: what the server says of its own commands, all of it derived from their
 * specifications.
 *
 * <p>Knows no key and no client. Commands are listed in the order of the table, where Redis lists
 * them in the order of a hash table.
 */
package io.dredis.server.command.introspection;
