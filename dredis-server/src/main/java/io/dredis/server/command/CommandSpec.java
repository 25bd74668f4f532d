package io.dredis.server.command;

import java.util.List;
import java.util.Map;

/**
 * What is known of a command or subcommand: the single source of the generic checks, of COMMAND's
 * replies and of {@code docs/commands.md}. The data stand in the JSON resource of the command's
 * group; see {@link CommandSpecs}.
 *
 * @param name the name in lower case, without the container's
 * @param fullName the name with the container's in front, {@code client|list}
 * @param arity the exact number of arguments, the name included, or minus the least number
 * @param flags the flags by Redis's names, in the order COMMAND INFO shows them
 * @param isProtected whether it runs only where {@code enable-…-command} allows it, which COMMAND
 *     INFO does not show
 * @param aclCategories the categories without {@code @}, in the order COMMAND INFO shows them
 * @param tips what COMMAND INFO shows as tips
 * @param keySpecs where the keys are
 * @param documentation what COMMAND DOCS shows, as JSON values: summary, since, group, complexity,
 *     arguments, …
 * @param subcommands the subcommands of a container, in the order COMMAND shows them
 */
public record CommandSpec(
    String name,
    String fullName,
    int arity,
    List<String> flags,
    boolean isProtected,
    List<String> aclCategories,
    List<String> tips,
    List<KeySpec> keySpecs,
    Map<String, Object> documentation,
    List<CommandSpec> subcommands) {

  /** Returns whether a request of this many arguments, the name included, fits the arity. */
  public boolean accepts(int argumentCount) {
    return arity >= 0 ? argumentCount == arity : argumentCount >= -arity;
  }

  /** Returns whether this is a container of subcommands. */
  public boolean isContainer() {
    return !subcommands.isEmpty();
  }
}
