/**
 * The connection family: who a client is, which protocol it speaks, which database it has selected,
 * and CLIENT, which shows and ends connections.
 *
 * <p>Works on sessions; knows no key and no socket. There is one user, {@code default}, whose
 * password is the parameter {@code requirepass}.
 */
package io.dredis.server.command.connection;
