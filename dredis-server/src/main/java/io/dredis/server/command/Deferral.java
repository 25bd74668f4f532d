package io.dredis.server.command;

/** Where the running command leaves the reply that it will have later. */
final class Deferral {
  private LaterReply later;
  private LaterReply.Continuation continuation;

  /** Says how the rest of the command that runs next would be run. */
  void begin(LaterReply.Continuation rest) {
    continuation = rest;
  }

  LaterReply.Continuation continuation() {
    return continuation;
  }

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
