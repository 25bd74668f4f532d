package io.dredis.server.command.generic;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import java.nio.charset.StandardCharsets;

/** OBJECT and its subcommands. */
public final class ObjectCommand {
  private static final String NO_LFU =
      "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
          + " when switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust.";

  /**
   * Redis shares the objects of the integers below this among all keys, and says so by the largest
   * count.
   */
  private static final int SHARED_INTEGERS = 10_000;

  private static final Reply SHARED = new Reply.Int(Integer.MAX_VALUE);

  private static final Reply HELP =
      HelpReply.of(
          "OBJECT",
          "ENCODING <key>",
          "    Return the kind of internal representation used in order to store the value",
          "    associated with a <key>.",
          "FREQ <key>",
          "    Return the access frequency index of the <key>. The returned integer is",
          "    proportional to the logarithm of the recent access frequency of the key.",
          "IDLETIME <key>",
          "    Return the idle time of the <key>, that is the approximated number of",
          "    seconds elapsed since the last access to the key.",
          "REFCOUNT <key>",
          "    Return the number of references of the value associated with the specified",
          "    <key>.");

  private final Store store;

  /** The command over a store. */
  public ObjectCommand(Store store) {
    this.store = store;
  }

  /** Binds the handlers of the subcommands. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("object|encoding", this::encoding)
        .bind("object|freq", this::freq)
        .bind("object|idletime", this::idletime)
        .bind("object|refcount", this::refcount)
        .bind("object|help", call -> HELP);
  }

  private Reply encoding(Invocation call) {
    Header header = header(call);
    return header == null ? Reply.NULL : Reply.Bulk.of(header.kind().encoding());
  }

  private Reply freq(Invocation call) {
    if (header(call) == null) {
      return Reply.NULL;
    }
    throw new CommandException(NO_LFU);
  }

  private Reply idletime(Invocation call) {
    return header(call) == null
        ? Reply.NULL
        : new Reply.Int(database(call).idleSeconds(call.argument(2)));
  }

  private Reply refcount(Invocation call) {
    Header header = header(call);
    if (header == null) {
      return Reply.NULL;
    }
    return isSharedInteger(header) ? SHARED : Reply.ONE;
  }

  private static boolean isSharedInteger(Header header) {
    if (header.kind() != Kind.STRING_INT) {
      return false;
    }
    long value = Long.parseLong(new String(header.body(), StandardCharsets.US_ASCII));
    return value >= 0 && value < SHARED_INTEGERS;
  }

  private Header header(Invocation call) {
    return database(call).lookupUntouched(call.argument(2));
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
