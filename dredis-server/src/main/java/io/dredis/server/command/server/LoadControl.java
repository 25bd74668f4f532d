package io.dredis.server.command.server;

/** What commands need to know of the load that a server begins with. */
public interface LoadControl {
  /** Returns whether a file is being loaded, or is about to be. */
  boolean inProgress();

  /** Returns how far the load has come, or what came of it. */
  LoadStatus status();
}
