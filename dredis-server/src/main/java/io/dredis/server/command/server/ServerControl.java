package io.dredis.server.command.server;

/** What commands may ask of the server's life cycle. */
public interface ServerControl {

  /**
   * Begins to stop the server as a whole and returns at once: what runs ends, the data are synced,
   * the process exits.
   */
  void stop();

  /** Says whether keys that have expired are deleted without being asked for. */
  void setActiveExpire(boolean active);

  /** Says whether scripts may call commands that are not allowed from them. */
  void setIgnoreNoscript(boolean ignored);
}
