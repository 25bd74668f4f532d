package io.dredis.server.command.server;

import io.dredis.server.command.Command;
import io.dredis.server.command.CommandTable;
import java.util.function.Consumer;

/** Walks over the counters of all commands and subcommands. */
public final class CommandCounts {
  private CommandCounts() {}

  /** Returns how many commands were executed. */
  public static long executed(CommandTable table) {
    long[] calls = new long[1];
    forEach(table, command -> calls[0] += command.statistics().calls());
    return calls[0];
  }

  static void reset(CommandTable table) {
    forEach(table, command -> command.statistics().reset());
  }

  static void forEach(CommandTable table, Consumer<Command> action) {
    for (Command command : table.all()) {
      action.accept(command);
      command.subcommands().values().forEach(action);
    }
  }
}
