package io.dredis.server.command.server;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Handler;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.config.CollectionParameters;
import io.dredis.server.config.Texts;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DEBUG: what tests and support need. Whether a client may call it is decided before it gets here.
 */
final class DebugCommand {
  private static final Logger log = LoggerFactory.getLogger(DebugCommand.class);
  private static final String RELOAD_OPTIONS =
      "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.";

  /** They would write between the keys of the file. */
  private static final Set<String> NOT_WHILE_LOADING = Set.of("populate", "reload", "loadaof");

  private static final double NANOS_PER_SECOND = 1e9;
  private static final Lists LISTS = new Lists(() -> 0);

  private final ServerContext server;
  private final Population population;
  private final DatasetDigest digests;
  private final Map<String, Subcommand> subcommands;

  /** See {@link QuicklistShape}; touched under the execution lock only. */
  private long packedThresholdBytes = QuicklistShape.DEFAULT_PACKED_THRESHOLD_BYTES;

  /** The code of a subcommand, and how many arguments it takes, DEBUG and its own name included. */
  private record Subcommand(int minArguments, int maxArguments, Handler handler) {
    boolean accepts(int count) {
      return count >= minArguments && count <= maxArguments;
    }
  }

  DebugCommand(ServerContext server) {
    this.server = server;
    this.population = new Population(server);
    this.digests = new DatasetDigest();
    this.subcommands = subcommands(this);
  }

  Reply debug(Invocation call) {
    String name = Texts.ofBytes(call.argument(1));
    Subcommand subcommand = subcommands.get(name.toLowerCase(Locale.ROOT));
    if (subcommand == null || !subcommand.accepts(call.count())) {
      throw new CommandException(Errors.subcommandSyntax(call.argument(1), "debug"));
    }
    if (server.loading().inProgress()
        && NOT_WHILE_LOADING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new CommandException(Errors.LOADING);
    }
    return subcommand.handler().execute(call);
  }

  private static Map<String, Subcommand> subcommands(DebugCommand code) {
    return Map.ofEntries(
        Map.entry("help", new Subcommand(2, 2, call -> help())),
        Map.entry("sleep", new Subcommand(3, 3, DebugCommand::sleep)),
        Map.entry("set-active-expire", new Subcommand(3, 3, code::setActiveExpire)),
        Map.entry("object", new Subcommand(3, 3, code::object)),
        Map.entry("populate", new Subcommand(3, 5, code.population::populate)),
        Map.entry("protocol", new Subcommand(3, 3, DebugCommand::protocol)),
        Map.entry("loadaof", new Subcommand(2, Integer.MAX_VALUE, code::reopen)),
        Map.entry("quicklist-packed-threshold", new Subcommand(3, 3, code::setPackedThreshold)),
        Map.entry("set-disable-deny-scripts", new Subcommand(3, 3, code::setIgnoreNoscript)),
        Map.entry("reload", new Subcommand(2, Integer.MAX_VALUE, code::reload)),
        Map.entry("digest", new Subcommand(2, 2, code::digest)),
        Map.entry("digest-value", new Subcommand(2, Integer.MAX_VALUE, code::digestValues)),
        Map.entry("error", new Subcommand(3, 3, DebugCommand::error)),
        Map.entry("stringmatch-len", new Subcommand(4, 4, DebugCommand::stringmatch)),
        Map.entry("log", new Subcommand(3, 3, DebugCommand::log)));
  }

  private static Reply help() {
    return HelpReply.of(
        "DEBUG",
        "DIGEST",
        "    Output a hex signature representing the current DB content.",
        "DIGEST-VALUE <key> [<key> ...]",
        "    Output a hex signature of the values of all the specified keys.",
        "ERROR <string>",
        "    Return a Redis protocol error with <string> as message. Useful for clients",
        "    unit tests to simulate Redis errors.",
        "LOADAOF",
        "    As RELOAD, for what is acknowledged is in the store's own log.",
        "LOG <message>",
        "    Write <message> to the server log.",
        "OBJECT <key>",
        "    Show low level info about `key` and associated value.",
        "POPULATE <count> [<prefix>] [<size>]",
        "    Create <count> string keys named key:<num>. If <prefix> is specified then",
        "    it is used instead of the 'key' prefix.",
        "PROTOCOL <type>",
        "    Reply with a test value of the specified type. <type> can be: string,",
        "    integer, double, bignum, null, array, set, map, attrib, push, verbatim,",
        "    true, false.",
        "QUICKLIST-PACKED-THRESHOLD <size>",
        "    Sets the size from which on DEBUG OBJECT counts an element as a node of its own.",
        "    Default value is 1GB, allows values up to 4GB. Setting to 0 restores to default.",
        "RELOAD [MERGE]",
        "    Close the store and open it again.",
        "SET-ACTIVE-EXPIRE <0|1>",
        "    Setting it to 0 disables expiring keys in background when they are not",
        "    accessed (otherwise the Redis behavior). Setting it to 1 reenables back the",
        "    default.",
        "SET-DISABLE-DENY-SCRIPTS <0|1>",
        "    Setting it to 1 lets scripts call what is not allowed from them, except scripts and",
        "    transactions.",
        "SLEEP <seconds>",
        "    Stop the server for <seconds>. Decimals allowed.",
        "STRINGMATCH-LEN <pattern> <string>",
        "    Return 1 if the string matches the glob-style pattern, 0 if not.");
  }

  /** Sleeps with the execution lock held: to stop everyone is what it is for. */
  private static Reply sleep(Invocation call) {
    try {
      double nanos = CNumbers.leadingDouble(Texts.ofBytes(call.argument(2))) * NANOS_PER_SECOND;
      TimeUnit.NANOSECONDS.sleep((long) nanos);
    } catch (InterruptedException e) {
      // The connection is being closed; nobody waits for the rest.
      Thread.currentThread().interrupt();
    }
    return Reply.OK;
  }

  private static Reply protocol(Invocation call) {
    return ProtocolExamples.of(Texts.ofBytes(call.argument(2)), call.session().protocol());
  }

  private static Reply stringmatch(Invocation call) {
    return Reply.flag(GlobPattern.of(call.argument(2)).matches(call.argument(3)));
  }

  private static Reply error(Invocation call) {
    return new Reply.Failure(Texts.ofBytes(call.argument(2)));
  }

  private Reply setActiveExpire(Invocation call) {
    server.control().setActiveExpire(CNumbers.leadingLong(Texts.ofBytes(call.argument(2))) != 0);
    return Reply.OK;
  }

  private Reply setIgnoreNoscript(Invocation call) {
    server.control().setIgnoreNoscript(CNumbers.leadingLong(Texts.ofBytes(call.argument(2))) != 0);
    return Reply.OK;
  }

  private Reply setPackedThreshold(Invocation call) {
    packedThresholdBytes = QuicklistShape.packedThreshold(Texts.ofBytes(call.argument(2)));
    return Reply.OK;
  }

  private static Reply log(Invocation call) {
    log.warn("DEBUG LOG: {}", Texts.decode(Texts.ofBytes(call.argument(2))));
    return Reply.OK;
  }

  private Reply object(Invocation call) {
    Database database = server.store().database(call.session().database());
    Header header = database.findEvenExpired(call.argument(2));
    if (header == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    long idleSeconds = database.idleSeconds(call.argument(2));
    QuicklistShape listOrNull = header.type() == ValueType.LIST ? shape(database, header) : null;
    return new Reply.Status(
        "Value at:0x0 refcount:1 encoding:"
            + header.kind().encoding()
            + " serializedlength:"
            + (listOrNull == null
                ? SerializedLength.of(database, header)
                : listOrNull.serializedBytes())
            + " lru:"
            + GeneralInfo.lruClock(call.nowMillis() - TimeUnit.SECONDS.toMillis(idleSeconds))
            + " lru_seconds_idle:"
            + idleSeconds
            + (listOrNull == null
                ? ""
                : listOrNull.description(collections().listCompressDepth())));
  }

  private QuicklistShape shape(Database database, Header header) {
    try (ListCursor elements = LISTS.valueOf(database, header).elements()) {
      return QuicklistShape.of(elements, collections().listMaxListpackSize(), packedThresholdBytes);
    }
  }

  private CollectionParameters collections() {
    return server.configuration().collections();
  }

  private Reply reload(Invocation call) {
    for (Arguments rest = Arguments.from(call, 2); rest.hasNext(); ) {
      if (rest.accept("NOSAVE") || rest.accept("NOFLUSH")) {
        throw new CommandException(
            "ERR DEBUG RELOAD NOSAVE and NOFLUSH are not supported: the data are not loaded from a"
                + " file");
      }
      if (!rest.accept("MERGE")) {
        throw new CommandException(RELOAD_OPTIONS);
      }
    }
    return reopen(call);
  }

  /** What is acknowledged is on disk, so there is nothing to save or to load. */
  private Reply reopen(Invocation call) {
    if (!call.canWait()) {
      throw new CommandException(
          "ERR DEBUG RELOAD is not possible in a transaction, which it would commit half-way");
    }
    // A snapshot commits what the batch wrote so far, and the batch knows if that fails.
    server.snapshots().snapshot().close();
    server.store().reopen();
    log.warn("The store was reopened by DEBUG RELOAD");
    return Reply.OK;
  }

  private Reply digest(Invocation call) {
    return new Reply.Status(digests.ofAll(server.store()).toString());
  }

  private Reply digestValues(Invocation call) {
    Database database = server.store().database(call.session().database());
    List<Reply> all = new ArrayList<>();
    for (int i = 2; i < call.count(); i++) {
      all.add(new Reply.Status(digests.ofValue(database, call.argument(i)).toString()));
    }
    return new Reply.Array(all);
  }
}
