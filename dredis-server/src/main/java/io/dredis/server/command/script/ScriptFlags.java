package io.dredis.server.command.script;

import io.dredis.server.command.CommandException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a script or function says of itself.
 *
 * @param declared whether it says anything: a script without a first line {@code #!lua} may do what
 *     its commands may
 * @param names the flags by Redis's names
 */
record ScriptFlags(boolean declared, Set<String> names) {
  static final ScriptFlags UNDECLARED = new ScriptFlags(false, Set.of());
  private static final String FLAGS = "flags=";
  private static final Set<String> KNOWN =
      Set.of("no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys");

  boolean noWrites() {
    return names.contains("no-writes");
  }

  /** Returns whether it may write, as far as it says; else whether its command may. */
  boolean mayWrite(boolean undeclared) {
    return declared ? !noWrites() : undeclared;
  }

  /** Reads the flags in the first line of a script. */
  static ScriptFlags of(byte[] source) {
    if (!Shebang.isIn(source)) {
      return UNDECLARED;
    }
    int lineEnd = Shebang.lineEnd(source);
    if (lineEnd < 0) {
      throw new CommandException("ERR Invalid script shebang");
    }
    Shebang shebang = Shebang.parse(source, lineEnd);
    if (shebang == null) {
      throw new CommandException("ERR Invalid engine in script shebang");
    }
    if (!shebang.firstWord().equals("#!lua")) {
      throw new CommandException("ERR Unexpected engine in script shebang: " + shebang.firstWord());
    }
    Set<String> names = new HashSet<>();
    for (String option : shebang.options()) {
      if (!option.startsWith(FLAGS)) {
        throw new CommandException("ERR Unknown lua shebang option: " + option);
      }
      names.addAll(known(option.substring(FLAGS.length())));
    }
    return new ScriptFlags(true, Set.copyOf(names));
  }

  private static List<String> known(String list) {
    List<String> names = new ArrayList<>();
    if (list.isEmpty()) {
      return names;
    }
    int from = 0;
    while (from <= list.length()) {
      int comma = list.indexOf(',', from);
      int to = comma < 0 ? list.length() : comma;
      String name = list.substring(from, to);
      if (!KNOWN.contains(name)) {
        throw new CommandException("ERR Unexpected flag in script shebang: " + name);
      }
      names.add(name);
      from = to + 1;
    }
    return names;
  }
}
