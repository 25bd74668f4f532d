package io.dredis.server.command.server;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.ConfigurationException;
import io.dredis.server.config.Parameter;
import io.dredis.server.config.Texts;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.GlobPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CONFIG and its subcommands. */
final class ConfigCommands {
  private final Configuration configuration;
  private final Runnable resetStatistics;

  ConfigCommands(Configuration configuration, Runnable resetStatistics) {
    this.configuration = configuration;
    this.resetStatistics = resetStatistics;
  }

  Reply get(Invocation call) {
    Map<String, Parameter<?>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 2; i < call.count(); i++) {
      collect(call.argument(i), found);
    }
    List<Reply> namesAndValues = new ArrayList<>();
    found.forEach(
        (name, parameter) -> {
          namesAndValues.add(new Reply.Bulk(Texts.bytes(name)));
          namesAndValues.add(new Reply.Bulk(Texts.bytes(parameter.text())));
        });
    return new Reply.MapOf(namesAndValues);
  }

  /** Like Redis: a plain name is answered in the case it was asked in, a pattern in lower case. */
  private void collect(byte[] nameOrPattern, Map<String, Parameter<?>> found) {
    String asked = Texts.ofBytes(nameOrPattern);
    if (asked.chars().noneMatch(c -> "[*?".indexOf(c) >= 0)) {
      Parameter<?> parameter = configuration.find(asked);
      if (parameter != null) {
        found.putIfAbsent(asked, parameter);
      }
      return;
    }
    GlobPattern pattern = GlobPattern.ignoringCase(nameOrPattern);
    configuration
        .byName()
        .forEach(
            (name, parameter) -> {
              if (pattern.matches(Texts.bytes(name))) {
                found.putIfAbsent(name, parameter);
              }
            });
  }

  Reply set(Invocation call) {
    if (call.count() % 2 != 0) {
      throw new CommandException(Errors.SYNTAX);
    }
    List<Configuration.Change> changes = new ArrayList<>();
    for (int i = 2; i < call.count(); i += 2) {
      changes.add(
          new Configuration.Change(
              Texts.ofBytes(call.argument(i)), Texts.ofBytes(call.argument(i + 1))));
    }
    try {
      configuration.change(changes);
    } catch (ConfigurationException e) {
      throw new CommandException(e.getMessage());
    }
    return Reply.OK;
  }

  Reply resetstat(Invocation call) {
    resetStatistics.run();
    return Reply.OK;
  }

  Reply rewrite(Invocation call) {
    try {
      configuration.rewriteFile();
    } catch (ConfigurationException e) {
      throw new CommandException(e.getMessage());
    }
    return Reply.OK;
  }

  Reply help(Invocation call) {
    return HelpReply.of(
        "CONFIG",
        "GET <pattern>",
        "    Return parameters matching the glob-like <pattern> and their values.",
        "SET <directive> <value>",
        "    Set the configuration <directive> to <value>.",
        "RESETSTAT",
        "    Reset statistics reported by the INFO command.",
        "REWRITE",
        "    Rewrite the configuration file.");
  }
}
