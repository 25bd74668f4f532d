package io.dredis.lua.language;

import org.luaj.vm2.LuaString;

/** The end of what runs, from outside. Lua code cannot catch it. */
public final class Interruption extends RuntimeException {

  private static final long serialVersionUID = 1;

  private transient Place place;

  public Interruption() {
    super("interrupted", null, false, false);
  }

  /** The end of what runs, at a known place. */
  Interruption(Place place) {
    this();
    this.place = place;
  }

  /** Notes the place of the call that it leaves, if none is known yet. */
  Interruption leave(Place left) {
    if (place == null) {
      place = left;
    }
    return this;
  }

  /** Notes that it left a coroutine: the place is that of who resumed it. */
  void leaveCoroutine() {
    place = null;
  }

  /** The source of the chunk in which it happened; null if no Lua code took part. */
  public LuaString source() {
    return place == null ? null : place.source();
  }

  /** The line on which it happened, 0 if not known. */
  public int line() {
    return place == null ? 0 : place.line();
  }
}
