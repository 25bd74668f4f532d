package io.dredis.lua.language;

/** The end of what runs, from outside. Lua code cannot catch it. */
public final class Interruption extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Interruption() {
    super("interrupted", null, false, false);
  }
}
