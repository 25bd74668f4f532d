package io.dredis.server.command;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Every command the server offers, found by name without regard to case. Cannot change once built.
 */
public final class CommandTable {
  private final Map<String, Command> byName = new LinkedHashMap<>();
  private final Command[] slots;

  private CommandTable(
      List<CommandSpec> specs,
      Map<String, Handler> handlers,
      Map<String, Predicate<byte[][]>> writers) {
    for (CommandSpec spec : specs) {
      byName.put(spec.name(), new Command(spec, handlers, writers));
    }
    slots = new Command[Integer.highestOneBit(Math.max(1, byName.size()) * 4)];
    byName.values().forEach(this::place);
  }

  /** Collects handlers by the commands' full names ({@code client|list}), then makes the table. */
  public static final class Builder {
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Map<String, Predicate<byte[][]>> writers = new LinkedHashMap<>();

    /**
     * Binds the code of one command or subcommand.
     *
     * @throws IllegalStateException when it is bound already
     */
    public Builder bind(String fullName, Handler handler) {
      if (handlers.putIfAbsent(fullName, handler) != null) {
        throw new IllegalStateException("two handlers for command " + fullName);
      }
      return this;
    }

    /**
     * Says which requests of a command a CLIENT PAUSE of writes holds, where its flags do not; they
     * have as many arguments as the command takes.
     */
    public Builder holdInPauseOfWrites(String fullName, Predicate<byte[][]> held) {
      writers.put(fullName, held);
      return this;
    }

    /**
     * Makes the table of the given commands.
     *
     * @throws IllegalStateException when a command has no handler or a handler no command
     */
    public CommandTable build(List<CommandSpec> specs) {
      CommandTable table = new CommandTable(specs, handlers, writers);
      for (String fullName : handlers.keySet()) {
        if (table.findFullName(fullName) == null) {
          throw new IllegalStateException("no specification for command " + fullName);
        }
      }
      return table;
    }
  }

  /** Returns the command of this name in any case, or null. */
  public Command find(byte[] name) {
    for (int slot = hash(name) & (slots.length - 1); slots[slot] != null; slot = next(slot)) {
      if (equalsIgnoringCase(name, slots[slot].spec().name())) {
        return slots[slot];
      }
    }
    return null;
  }

  /** Returns the subcommand of this name in any case, or null. */
  public Command findSubcommand(Command container, byte[] name) {
    for (Command sub : container.subcommands().values()) {
      if (equalsIgnoringCase(name, sub.spec().name())) {
        return sub;
      }
    }
    return null;
  }

  /**
   * Returns the command or subcommand of this full name ({@code client|list}) in lower case, or
   * null.
   */
  public Command findFullName(String fullName) {
    int bar = fullName.indexOf('|');
    if (bar < 0) {
      return byName.get(fullName);
    }
    Command container = byName.get(fullName.substring(0, bar));
    return container == null ? null : container.subcommands().get(fullName.substring(bar + 1));
  }

  /** Returns all commands, without their subcommands. */
  public Collection<Command> all() {
    return byName.values();
  }

  private void place(Command command) {
    int slot = hash(command.spec().name().getBytes(StandardCharsets.US_ASCII)) & (slots.length - 1);
    while (slots[slot] != null) {
      slot = next(slot);
    }
    slots[slot] = command;
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private static int hash(byte[] name) {
    int hash = 0;
    for (byte b : name) {
      hash = hash * 31 + lower(b);
    }
    return hash ^ (hash >>> 16);
  }

  private static boolean equalsIgnoringCase(byte[] name, String lowerCase) {
    if (name.length != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (lower(name[i]) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
  }
}
