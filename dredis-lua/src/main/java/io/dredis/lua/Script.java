package io.dredis.lua;

/**
 * A compiled script of EVAL, which the engine that compiled it can run any number of times.
 *
 * <p>Immutable; safe for any thread.
 */
public final class Script {

  private final String name;

  Script(String name) {
    this.name = name;
  }

  /** What errors call it: the SHA-1 digest of its source in hexadecimal. */
  public String name() {
    return name;
  }
}
