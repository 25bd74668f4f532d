package io.dredis.server.command.generic;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.ScanCursor;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.ScanPage;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.UnknownCursorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** SCAN. */
public final class ScanCommand {
  private static final long DEFAULT_COUNT = 10;

  /**
   * So that one call holds the lock for a bounded time; COUNT is a hint, and the client goes on
   * with the cursor.
   */
  private static final long LARGEST_COUNT = 100_000;

  private final Store store;

  /** The command over a store. */
  public ScanCommand(Store store) {
    this.store = store;
  }

  /** Binds the handler. */
  public void bind(CommandTable.Builder table) {
    table.bind("scan", this::scan);
  }

  private Reply scan(Invocation call) {
    long cursor = ScanCursor.parse(call.argument(1));
    GlobPattern pattern = GlobPattern.ALL;
    String typeName = null;
    long count = DEFAULT_COUNT;
    for (Arguments rest = Arguments.from(call, 2); rest.hasNext(); ) {
      if (rest.accept("COUNT", 1)) {
        count = positive(rest.next());
      } else if (rest.accept("MATCH", 1)) {
        pattern = GlobPattern.of(rest.next());
      } else if (rest.accept("TYPE", 1)) {
        typeName = new String(rest.next(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    return reply(page(call, cursor, pattern, typeName, Math.min(count, LARGEST_COUNT)));
  }

  private ScanPage page(
      Invocation call, long cursor, GlobPattern pattern, String typeNameOrNull, long count) {
    Database database = store.database(call.session().database());
    ValueType type = typeNameOrNull == null ? null : ValueType.named(typeNameOrNull);
    try {
      ScanPage page = database.scan(cursor, pattern, type, count);
      if (typeNameOrNull == null || type != null) {
        return page;
      }
      // No key has a type that does not exist, but each counts as looked up.
      page.keys().forEach(database::lookupUntouched);
      return new ScanPage(page.cursor(), List.of());
    } catch (UnknownCursorException e) {
      throw new CommandException(Errors.INVALID_CURSOR);
    }
  }

  private static long positive(byte[] argument) {
    long count = Numbers.parseLong(argument);
    if (count < 1) {
      throw new CommandException(Errors.SYNTAX);
    }
    return count;
  }

  private static Reply reply(ScanPage page) {
    return Reply.Array.of(
        Reply.Bulk.of(Long.toUnsignedString(page.cursor())), Reply.Array.ofBulks(page.keys()));
  }
}
