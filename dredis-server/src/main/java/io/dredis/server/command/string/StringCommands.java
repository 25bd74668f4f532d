package io.dredis.server.command.string;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.util.function.LongSupplier;

/** GET, SET, APPEND, GETRANGE and the other commands that treat a string as bytes. */
public final class StringCommands {
  private final Store store;
  private final Strings strings;
  private final StringReplies replies;
  private final SnapshotSource snapshots;
  private final CounterCommands counters;
  private final LcsCommand lcs;

  /**
   * The string family over a store.
   *
   * @param maxBulkBytes the longest string a command may make, {@code proto-max-bulk-len}
   */
  public StringCommands(Store store, SnapshotSource snapshots, LongSupplier maxBulkBytes) {
    this.store = store;
    this.strings = new Strings(maxBulkBytes);
    this.replies = new StringReplies(store, strings, snapshots);
    this.snapshots = snapshots;
    this.counters = new CounterCommands(store, strings);
    this.lcs = new LcsCommand(store, strings, maxBulkBytes);
  }

  /** Binds the handlers of the whole family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("get", this::get)
        .bind("set", this::set)
        .bind("setnx", this::setnx)
        .bind("setex", this::setex)
        .bind("psetex", this::psetex)
        .bind("getset", this::getset)
        .bind("getdel", this::getdel)
        .bind("getex", this::getex)
        .bind("mget", replies::ofKeys)
        .bind("mset", this::mset)
        .bind("msetnx", this::msetnx)
        .bind("append", this::append)
        .bind("strlen", this::strlen)
        .bind("getrange", this::getrange)
        .bind("substr", this::getrange)
        .bind("setrange", this::setrange);
    counters.bind(table);
    table.bind("lcs", lcs::lcs);
  }

  private Reply get(Invocation call) {
    byte[] key = call.argument(1);
    return replies.whole(call, key, strings.lookup(database(call), key));
  }

  private Reply set(Invocation call) {
    ValueOptions options = ValueOptions.ofSet(call);
    long expiryMillis = options.expires() ? options.expiryMillis(call) : Header.NO_EXPIRY;
    if (options.get()) {
      return setAnsweringPrevious(call, options, expiryMillis);
    }
    Database database = database(call);
    Header previous = database.lookupForWrite(call.argument(1));
    if (options.forbids(previous)) {
      return Reply.NULL;
    }
    set(database, call, previous, options.expiryFor(previous, expiryMillis));
    return Reply.OK;
  }

  private Reply setAnsweringPrevious(Invocation call, ValueOptions options, long expiryMillis) {
    Database database = database(call);
    byte[] key = call.argument(1);
    StringValue value = strings.lookup(database, key);
    Header previous = value == null ? null : value.header();
    Reply before = replies.whole(call, key, value);
    if (options.forbids(previous)) {
      return before;
    }
    return snapshots.followedBy(
        before, () -> set(database, call, previous, options.expiryFor(previous, expiryMillis)));
  }

  /** Sets the key that is the first argument to the value that is the second. */
  private void set(Database database, Invocation call, Header previous, long expiryMillis) {
    strings.set(database, call.argument(1), previous, call.argument(2), expiryMillis);
  }

  private Reply setnx(Invocation call) {
    Database database = database(call);
    if (database.lookupForWrite(call.argument(1)) != null) {
      return Reply.ZERO;
    }
    set(database, call, null, Header.NO_EXPIRY);
    return Reply.ONE;
  }

  private Reply setex(Invocation call) {
    return setExpiring(call, ExpiryUnit.EX);
  }

  private Reply psetex(Invocation call) {
    return setExpiring(call, ExpiryUnit.PX);
  }

  private Reply setExpiring(Invocation call, ExpiryUnit unit) {
    long expiryMillis = unit.expiryMillis(call.argument(2), call);
    Database database = database(call);
    byte[] key = call.argument(1);
    strings.set(database, key, database.lookupForWrite(key), call.argument(3), expiryMillis);
    return Reply.OK;
  }

  private Reply getset(Invocation call) {
    Database database = database(call);
    byte[] key = call.argument(1);
    StringValue value = strings.lookup(database, key);
    Header previous = value == null ? null : value.header();
    return snapshots.followedBy(
        replies.whole(call, key, value), () -> set(database, call, previous, Header.NO_EXPIRY));
  }

  private Reply getdel(Invocation call) {
    Database database = database(call);
    byte[] key = call.argument(1);
    StringValue value = strings.lookup(database, key);
    if (value == null) {
      return Reply.NULL;
    }
    return snapshots.followedBy(
        replies.whole(call, key, value), () -> database.delete(key, value.header()));
  }

  private Reply getex(Invocation call) {
    ValueOptions options = ValueOptions.ofGetex(call);
    Database database = database(call);
    byte[] key = call.argument(1);
    StringValue value = strings.lookup(database, key);
    if (value == null) {
      return Reply.NULL;
    }
    long expiryMillis = options.expires() ? options.expiryMillis(call) : Header.NO_EXPIRY;
    Reply reply = replies.whole(call, key, value);
    if (!options.expires() && !options.persist()) {
      return reply;
    }
    return snapshots.followedBy(
        reply, () -> changeExpiry(call, database, value.header(), expiryMillis));
  }

  /** Changes the expiry of the key that is the first argument; a past one deletes it at once. */
  private static void changeExpiry(
      Invocation call, Database database, Header header, long expiryMillis) {
    byte[] key = call.argument(1);
    if (expiryMillis != Header.NO_EXPIRY && expiryMillis <= call.nowMillis()) {
      database.delete(key, header);
    } else if (expiryMillis != header.expiryMillis()) {
      database.setExpiry(key, header, expiryMillis);
    }
  }

  private Reply mset(Invocation call) {
    requirePairs(call);
    setPairs(call);
    return Reply.OK;
  }

  private Reply msetnx(Invocation call) {
    requirePairs(call);
    Database database = database(call);
    for (int i = 1; i < call.count(); i += 2) {
      if (database.lookupForWrite(call.argument(i)) != null) {
        return Reply.ZERO;
      }
    }
    setPairs(call);
    return Reply.ONE;
  }

  private static void requirePairs(Invocation call) {
    if (call.count() % 2 == 0) {
      throw new CommandException(Errors.wrongArity(call.command().spec().fullName()));
    }
  }

  private void setPairs(Invocation call) {
    Database database = database(call);
    for (int i = 1; i < call.count(); i += 2) {
      byte[] key = call.argument(i);
      Header previous = database.lookupForWrite(key);
      strings.set(database, key, previous, call.argument(i + 1), Header.NO_EXPIRY);
    }
  }

  private Reply append(Invocation call) {
    return new Reply.Int(strings.append(database(call), call.argument(1), call.argument(2)));
  }

  private Reply strlen(Invocation call) {
    return new Reply.Int(strings.length(database(call), call.argument(1)));
  }

  private Reply getrange(Invocation call) {
    long start = Numbers.parseLong(call.argument(2));
    long end = Numbers.parseLong(call.argument(3));
    byte[] key = call.argument(1);
    return replies.range(call, key, strings.lookup(database(call), key), start, end);
  }

  private Reply setrange(Invocation call) {
    long offset = Numbers.parseLong(call.argument(2));
    if (offset < 0) {
      throw new CommandException(Errors.OFFSET_OUT_OF_RANGE);
    }
    return new Reply.Int(
        strings.setRange(database(call), call.argument(1), offset, call.argument(3)));
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
