package io.dredis.server.command;

import io.dredis.server.resp.Reply;

/**
 * The code behind one command or subcommand; runs under the execution lock, after every generic
 * check.
 */
@FunctionalInterface
public interface Handler {

  /**
   * Executes the command and returns its reply. What a throwing handler wrote is undone.
   *
   * @throws CommandException to answer with an error
   */
  Reply execute(Invocation call);
}
