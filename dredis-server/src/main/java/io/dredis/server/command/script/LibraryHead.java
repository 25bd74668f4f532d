package io.dredis.server.command.script;

import io.dredis.server.command.CommandException;
import java.util.Locale;

/**
 * What the first line of a library says, {@code #!lua name=mylib}.
 *
 * @param name the library's name: letters, digits and underscores
 */
record LibraryHead(String name) {
  private static final String NAME = "name=";

  /**
   * Reads the first line of a library.
   *
   * @throws CommandException when it is not as Redis wants it
   */
  static LibraryHead of(byte[] source) {
    if (!Shebang.isIn(source)) {
      throw new CommandException("ERR Missing library metadata");
    }
    int lineEnd = Shebang.lineEnd(source);
    Shebang shebang = lineEnd < 0 ? null : Shebang.parse(source, lineEnd);
    if (shebang == null) {
      throw new CommandException("ERR Invalid library metadata");
    }
    String name = name(shebang);
    if (!isValid(name)) {
      throw new CommandException(
          "ERR Library names can only contain letters, numbers, or underscores(_) and must be at"
              + " least one character long");
    }
    String engine = shebang.firstWord().substring(2);
    if (!engine.equalsIgnoreCase("lua")) {
      throw new CommandException("ERR Engine '" + engine + "' not found");
    }
    return new LibraryHead(name);
  }

  private static String name(Shebang shebang) {
    String name = null;
    for (String option : shebang.options()) {
      if (!option.toLowerCase(Locale.ROOT).startsWith(NAME)) {
        throw new CommandException("ERR Invalid metadata value given: " + option);
      }
      if (name != null) {
        throw new CommandException(
            "ERR Invalid metadata value, name argument was given multiple times");
      }
      name = option.substring(NAME.length());
    }
    if (name == null) {
      throw new CommandException("ERR Library name was not given");
    }
    return name;
  }

  private static boolean isValid(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_');
  }
}
