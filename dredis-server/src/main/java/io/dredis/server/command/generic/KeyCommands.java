package io.dredis.server.command.generic;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.KeyCopy;
import io.dredis.storage.keyspace.Store;
import java.util.Arrays;
import java.util.List;

/** DEL, EXISTS, TYPE, RENAME, COPY, MOVE and the other commands that treat a key as a whole. */
public final class KeyCommands {
  /** About how many bytes of a string are as much work as one element of a collection. */
  private static final long STRING_BYTES_PER_ELEMENT = 1024;

  private final Store store;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;

  /** The commands over a store. */
  public KeyCommands(Store store, SnapshotSource snapshots, LargeWork largeWork) {
    this.store = store;
    this.snapshots = snapshots;
    this.largeWork = largeWork;
  }

  /** Binds the handlers of this family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("del", this::del)
        .bind("unlink", this::del)
        .bind("exists", this::exists)
        .bind("touch", this::touch)
        .bind("type", this::type)
        .bind("keys", this::keys)
        .bind("randomkey", this::randomkey)
        .bind("rename", this::rename)
        .bind("renamenx", this::renamenx)
        .bind("copy", this::copy)
        .bind("move", this::move);
  }

  private Reply del(Invocation call) {
    Database database = database(call);
    long deleted = 0;
    for (int i = 1; i < call.count(); i++) {
      if (database.delete(call.argument(i))) {
        deleted++;
      }
    }
    return new Reply.Int(deleted);
  }

  private Reply exists(Invocation call) {
    Database database = database(call);
    long found = 0;
    for (int i = 1; i < call.count(); i++) {
      if (database.lookupUntouched(call.argument(i)) != null) {
        found++;
      }
    }
    return new Reply.Int(found);
  }

  private Reply touch(Invocation call) {
    Database database = database(call);
    long found = 0;
    for (int i = 1; i < call.count(); i++) {
      if (database.lookup(call.argument(i)) != null) {
        found++;
      }
    }
    return new Reply.Int(found);
  }

  private Reply type(Invocation call) {
    Header header = database(call).lookupUntouched(call.argument(1));
    return new Reply.Status(header == null ? "none" : header.type().redisName());
  }

  private Reply keys(Invocation call) {
    return new KeysReply(
        snapshots.snapshot(), call.session().database(), GlobPattern.of(call.argument(1)));
  }

  private Reply randomkey(Invocation call) {
    return Reply.bulkOrNull(database(call).randomKey());
  }

  private Reply rename(Invocation call) {
    if (!database(call).rename(call.argument(1), call.argument(2))) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    return Reply.OK;
  }

  private Reply renamenx(Invocation call) {
    Database database = database(call);
    if (!database.exists(call.argument(1))) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    if (database.exists(call.argument(2))) {
      return Reply.ZERO;
    }
    database.rename(call.argument(1), call.argument(2));
    return Reply.ONE;
  }

  private Reply copy(Invocation call) {
    int targetNumber = call.session().database();
    boolean replace = false;
    for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) {
      if (rest.accept("REPLACE")) {
        replace = true;
      } else if (rest.accept("DB", 1)) {
        targetNumber = databaseNumber(rest.next());
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    if (targetNumber == call.session().database()
        && Arrays.equals(call.argument(1), call.argument(2))) {
      throw new CommandException(Errors.SAME_OBJECT);
    }
    Database source = database(call);
    Database target = store.database(targetNumber);
    if (!replace && target.exists(call.argument(2))) {
      // Nothing is copied, but Redis has looked at the source first, and counts that.
      source.lookup(call.argument(1));
      return Reply.ZERO;
    }
    Header header = source.lookup(call.argument(1));
    return header == null ? Reply.ZERO : copy(call, header, target, replace);
  }

  private Reply copy(Invocation call, Header header, Database target, boolean replace) {
    int number = call.session().database();
    byte[] from = call.argument(1);
    byte[] to = call.argument(2);
    return largeWork.run(
        call,
        work(header),
        List.of(HeldKeys.Key.of(number, from)),
        HeldKeys.Key.of(target.number(), to),
        (databases, asides) -> {
          KeyCopy copy = KeyCopy.of(databases.apply(number), header, asides);
          return LargeWork.result(() -> store(copy, target, to, replace), copy::close);
        });
  }

  /** Returns about how many records a value has. */
  private static long work(Header header) {
    return header.type() == ValueType.STRING
        ? header.elements() / STRING_BYTES_PER_ELEMENT
        : header.elements();
  }

  /** Stores a copy, unless the key that must not be there has come into being meanwhile. */
  private static Reply store(KeyCopy copy, Database target, byte[] to, boolean replace) {
    if (!replace && target.exists(to)) {
      return Reply.ZERO;
    }
    copy.store(target, to);
    return Reply.ONE;
  }

  private Reply move(Invocation call) {
    int targetNumber = databaseNumber(call.argument(2));
    if (targetNumber == call.session().database()) {
      throw new CommandException(Errors.SAME_OBJECT);
    }
    return Reply.flag(database(call).move(call.argument(1), store.database(targetNumber)));
  }

  private int databaseNumber(byte[] argument) {
    int number = Numbers.parseInt(argument);
    if (number < 0 || number >= store.databaseCount()) {
      throw new CommandException(Errors.DB_INDEX_OUT_OF_RANGE);
    }
    return number;
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
