package io.dredis.lua;

import java.util.List;

/**
 * A library of functions that was loaded: its functions and the global variables that they share.
 *
 * <p>It keeps no source and no name; the server stores those.
 */
public final class FunctionLibrary {

  private final List<LibraryFunction> functions;

  FunctionLibrary(List<LibraryFunction> functions) {
    this.functions = List.copyOf(functions);
  }

  /** Its functions in the order in which they were registered; at least one. */
  public List<LibraryFunction> functions() {
    return functions;
  }
}
