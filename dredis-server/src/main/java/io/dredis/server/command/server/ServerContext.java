package io.dredis.server.command.server;

import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Durability;
import io.dredis.server.command.ErrorStatistics;
import io.dredis.server.command.RunningScript;
import io.dredis.server.command.ScriptFigures;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.config.Configuration;
import io.dredis.server.session.Sessions;
import io.dredis.server.session.Traffic;
import io.dredis.storage.keyspace.Store;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the commands about the server need of it.
 *
 * @param identity which run this is
 * @param configuration the parameters
 * @param table every command; asked only when a command runs, for the table is not complete before
 * @param errors the errors answered so far
 * @param sessions the clients
 * @param traffic what went over the network
 * @param statistics what was sampled
 * @param figures what the process takes of the machine
 * @param store the data
 * @param durability what becomes of writes
 * @param snapshots where snapshots come from
 * @param control the life cycle
 * @param saves the RDB files
 * @param loading the load that the server begins with
 * @param migrateConnections how many connections to targets of MIGRATE are kept
 * @param running the script that runs now
 * @param scripts what there is of scripts and functions
 * @param clockMicros the time in microseconds since the epoch
 */
public record ServerContext(
    ServerIdentity identity,
    Configuration configuration,
    Supplier<CommandTable> table,
    ErrorStatistics errors,
    Sessions sessions,
    Traffic traffic,
    ServerStatistics statistics,
    ProcessFigures figures,
    Store store,
    Durability durability,
    SnapshotSource snapshots,
    ServerControl control,
    SaveControl saves,
    LoadControl loading,
    IntSupplier migrateConnections,
    RunningScript running,
    Supplier<ScriptFigures> scripts,
    LongSupplier clockMicros) {

  /** Forgets every counter that CONFIG RESETSTAT resets. */
  void resetStatistics() {
    errors.reset();
    traffic.reset();
    statistics.reset();
    store.statistics().reset();
    CommandCounts.reset(table.get());
  }
}
