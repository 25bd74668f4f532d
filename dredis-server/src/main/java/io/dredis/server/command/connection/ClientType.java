package io.dredis.server.command.connection;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.session.Session;

/** A kind of clients, as CLIENT LIST and CLIENT KILL select them. */
enum ClientType {
  NORMAL,
  MASTER,
  REPLICA,
  PUBSUB;

  /**
   * Reads a type.
   *
   * @throws CommandException when there is none of that name
   */
  static ClientType parse(byte[] name) {
    for (ClientType type : values()) {
      if (Arguments.is(name, type.name())) {
        return type;
      }
    }
    if (Arguments.is(name, "SLAVE")) {
      return REPLICA;
    }
    throw new CommandException(Errors.unknownClientType(name));
  }

  /**
   * Returns whether a client is of this type. There is no replication, and no client subscribes to
   * anything.
   */
  boolean includes(Session client) {
    return this == NORMAL;
  }
}
