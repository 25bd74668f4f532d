package io.dredis.lua;

import io.dredis.lua.language.Closure;

/**
 * A compiled script of EVAL, which the engine that compiled it can run any number of times.
 *
 * <p>Immutable; safe for any thread.
 */
public final class Script {

  private final String name;
  private final Closure function;

  Script(String name, Closure function) {
    this.name = name;
    this.function = function;
  }

  Closure function() {
    return function;
  }

  /** What errors call it: the SHA-1 digest of its source in hexadecimal. */
  public String name() {
    return name;
  }
}
