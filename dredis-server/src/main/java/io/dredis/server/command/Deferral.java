package io.dredis.server.command;

/** Where the running command leaves the reply that it will have later. */
final class Deferral {
  private LaterReply later;

  void set(LaterReply laterReply) {
    later = laterReply;
  }

  /** Returns what was left here, or null, and forgets it. */
  LaterReply take() {
    LaterReply taken = later;
    later = null;
    return taken;
  }
}
