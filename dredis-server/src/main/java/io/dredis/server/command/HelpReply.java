package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The answer to the HELP subcommand of a container: a line for each subcommand, framed as Redis
 * frames them.
 */
public final class HelpReply {
  private HelpReply() {}

  /**
   * Returns the help of a command.
   *
   * @param lines each subcommand's usage followed by its indented explanation, without HELP itself
   */
  public static Reply of(String commandName, String... lines) {
    List<Reply> all = new ArrayList<>(lines.length + 3);
    all.add(
        new Reply.Status(
            commandName.toUpperCase(Locale.ROOT)
                + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
    for (String line : lines) {
      all.add(new Reply.Status(line));
    }
    all.add(new Reply.Status("HELP"));
    all.add(new Reply.Status("    Prints this help."));
    return new Reply.Array(all);
  }
}
