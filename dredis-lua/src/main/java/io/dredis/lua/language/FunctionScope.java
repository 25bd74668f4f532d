package io.dredis.lua.language;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;

/** The variables of a function that is being parsed. */
final class FunctionScope {

  private static final int MAX_LOCALS = 200;
  private static final int MAX_UPVALUES = 60;

  final FunctionScope parent;
  final Chunk chunk;
  private final int line;

  int parameters;
  boolean isVararg;
  boolean hasArgVariable;
  boolean usesVarargs;
  int maxSlots;

  private final List<LocalVariable> active = new ArrayList<>();
  private final List<LocalVariable> parameterVariables = new ArrayList<>();
  private final List<LuaString> upvalueNames = new ArrayList<>();
  private final List<Integer> upvalueSources = new ArrayList<>();

  /** For each open block how many variables are outside of it; whether it is a loop. */
  private final List<Integer> blockStarts = new ArrayList<>();

  private final List<Boolean> blockLoops = new ArrayList<>();

  FunctionScope(FunctionScope parent, Chunk chunk, int line) {
    this.parent = parent;
    this.chunk = chunk;
    this.line = line;
  }

  void openBlock(boolean isLoop) {
    blockStarts.add(active.size());
    blockLoops.add(isLoop);
  }

  void closeBlock() {
    int start = blockStarts.removeLast();
    blockLoops.removeLast();
    active.subList(start, active.size()).clear();
  }

  boolean isInLoop() {
    return blockLoops.contains(true);
  }

  /** Makes a variable that is not yet visible; {@code pending} others wait too. */
  LocalVariable newLocal(LuaString name, int pending, Lexer lexer) {
    if (active.size() + pending + 1 > MAX_LOCALS) {
      throw limit(MAX_LOCALS, "local variables", lexer);
    }
    return new LocalVariable(name, active.size() + pending);
  }

  void activate(LocalVariable variable) {
    active.add(variable);
    maxSlots = Math.max(maxSlots, active.size());
  }

  void addParameter(LocalVariable variable) {
    parameterVariables.add(variable);
    activate(variable);
  }

  /**
   * Finds a variable by name: a {@link Variables.Local}, {@link Variables.Upvalue}, or null for a
   * global one.
   */
  Target find(LuaString name, Lexer lexer) {
    LocalVariable local = findLocal(name);
    if (local != null) {
      return new Variables.Local(local);
    }
    int index = findUpvalue(name, lexer);
    return index < 0 ? null : new Variables.Upvalue(index, name);
  }

  private LocalVariable findLocal(LuaString name) {
    for (int i = active.size() - 1; i >= 0; i--) {
      if (active.get(i).name.raweq(name)) {
        return active.get(i);
      }
    }
    return null;
  }

  private int findUpvalue(LuaString name, Lexer lexer) {
    if (parent == null) {
      return -1;
    }
    int source;
    LocalVariable local = parent.findLocal(name);
    if (local != null) {
      local.captured = true;
      source = local.slot;
    } else {
      int outer = parent.findUpvalue(name, lexer);
      if (outer < 0) {
        return -1;
      }
      source = -1 - outer;
    }
    return upvalue(name, source, lexer);
  }

  private int upvalue(LuaString name, int source, Lexer lexer) {
    for (int i = 0; i < upvalueNames.size(); i++) {
      if (upvalueSources.get(i) == source && upvalueNames.get(i).raweq(name)) {
        return i;
      }
    }
    if (upvalueNames.size() >= MAX_UPVALUES) {
      throw limit(MAX_UPVALUES, "upvalues", lexer);
    }
    upvalueNames.add(name);
    upvalueSources.add(source);
    return upvalueNames.size() - 1;
  }

  /** What a function has too many of. */
  Failure limit(int limit, String what, Lexer lexer) {
    String where = line == 0 ? "main function" : "function at line " + line;
    return lexer.error(where + " has more than " + limit + " " + what, null);
  }

  int[] capturedParameters() {
    return parameterVariables.stream()
        .filter(variable -> variable.captured)
        .mapToInt(variable -> variable.slot)
        .toArray();
  }

  int[] upvalueSources() {
    return upvalueSources.stream().mapToInt(Integer::intValue).toArray();
  }
}
