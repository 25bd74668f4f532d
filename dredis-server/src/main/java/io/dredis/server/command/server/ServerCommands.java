package io.dredis.server.command.server;

import io.dredis.server.command.CommandTable;
import java.util.Random;

/** The family of commands about the server. */
public final class ServerCommands {
  private ServerCommands() {}

  /** Binds the family's commands. */
  public static void bind(CommandTable.Builder table, ServerContext server) {
    ConfigCommands config = new ConfigCommands(server.configuration(), server::resetStatistics);
    ShutdownCommand shutdown =
        new ShutdownCommand(
            server.control(),
            server.saves(),
            server.loading(),
            server.snapshots(),
            server.running());
    table
        .bind("config|get", config::get)
        .bind("config|set", config::set)
        .bind("config|resetstat", config::resetstat)
        .bind("config|rewrite", config::rewrite)
        .bind("config|help", config::help)
        .bind("info", new InfoCommand(server)::info)
        .bind("time", new TimeCommand(server.clockMicros())::time)
        .bind("shutdown", shutdown::shutdown)
        .bind("debug", new DebugCommand(server)::debug)
        .bind("lolwut", new LolwutCommand(new Random())::lolwut);
  }
}
