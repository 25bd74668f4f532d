package io.dredis.lua;

import java.util.List;

/**
 * A library of functions that was loaded: its functions and the global variables that they share.
 *
 * <p>It keeps no source and no name; the server stores those.
 */
public final class FunctionLibrary {

  private final List<LibraryFunction> functions;
  private final long memoryBytes;

  FunctionLibrary(List<LibraryFunction> functions, long memoryBytes) {
    this.functions = List.copyOf(functions);
    this.memoryBytes = memoryBytes;
  }

  /** Its functions in the order in which they were registered; at least one. */
  public List<LibraryFunction> functions() {
    return functions;
  }

  /** About what its code takes in memory; what its functions keep in variables is not known. */
  public long memoryBytes() {
    return memoryBytes;
  }
}
