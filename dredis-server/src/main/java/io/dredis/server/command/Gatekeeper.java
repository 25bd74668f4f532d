package io.dredis.server.command;

import io.dredis.server.session.Session;

/**
 * What the server's settings allow right now; asked before each command, under the execution lock.
 */
public interface Gatekeeper {

  /** Returns whether commands that write are refused. */
  boolean readOnly();

  /** Returns whether only commands are let through that Redis runs while it loads its data. */
  boolean loading();

  /** Returns whether scripts may call commands that are not allowed from them; for tests. */
  default boolean ignoresNoscript() {
    return false;
  }

  /** Returns whether this client may run a protected command such as DEBUG. */
  boolean allowsProtected(Session session);
}
