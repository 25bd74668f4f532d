package io.dredis.server.config;

/** Who may do something dangerous: {@code enable-debug-command}. */
public enum ProtectedAction {
  /** Nobody. */
  NO,
  /** Everybody. */
  YES,
  /** Clients on the same machine. */
  LOCAL
}
