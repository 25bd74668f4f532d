package io.dredis.lua;

import io.dredis.lua.language.Closure;

/**
 * A compiled script of EVAL, which the engine that compiled it can run any number of times.
 *
 * <p>Immutable; safe for any thread.
 */
public final class Script {

  /** Itself, its function, and what its code needs whatever its length. */
  private static final int FIXED_BYTES = 256;

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

  /** About what it takes in memory. */
  public long memoryBytes() {
    return FIXED_BYTES + function.codeBytes();
  }
}
