package io.dredis.lua;

import java.util.Collections;
import java.util.Set;
import org.luaj.vm2.LuaFunction;

/** A function that a library registered, which FCALL can run. */
public final class LibraryFunction {

  private final String name;
  private final String description;
  private final Set<String> flags;
  private final LuaFunction function;

  LibraryFunction(String name, String description, Set<String> flags, LuaFunction function) {
    this.name = name;
    this.description = description;
    this.flags = Collections.unmodifiableSet(flags);
    this.function = function;
  }

  LuaFunction function() {
    return function;
  }

  /** Its name: letters, digits and underscores. */
  public String name() {
    return name;
  }

  /** What its library says of it, one character for each byte; null if nothing. */
  public String description() {
    return description;
  }

  /** Its flags, such as {@code no-writes}, in the order of Redis's own table. */
  public Set<String> flags() {
    return flags;
  }
}
