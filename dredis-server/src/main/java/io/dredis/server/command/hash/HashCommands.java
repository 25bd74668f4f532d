package io.dredis.server.command.hash;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.ScanCursor;
import io.dredis.server.command.ScanOptions;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.UnknownCursorException;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.LongDouble;
import io.dredis.storage.type.RandomFields;
import io.dredis.storage.type.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** HSET, HGET, HGETALL, HSCAN and the other commands on hashes. */
public final class HashCommands {
  private static final Reply EMPTY_MAP = new Reply.MapOf(List.of());

  private final Store store;
  private final Hashes hashes;
  private final FieldReplies replies;
  private final RandomGenerator random;

  /** The hash family over a store. */
  public HashCommands(
      Store store, Hashes hashes, SnapshotSource snapshots, RandomGenerator random) {
    this.store = store;
    this.hashes = hashes;
    this.replies = new FieldReplies(hashes, snapshots);
    this.random = random;
  }

  /** Binds the handlers of the whole family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("hset", call -> new Reply.Int(set(call)))
        .bind("hmset", this::hmset)
        .bind("hsetnx", this::hsetnx)
        .bind("hget", this::hget)
        .bind("hmget", this::hmget)
        .bind("hgetall", call -> all(call, FieldReplies.Part.FIELDS_AND_VALUES, EMPTY_MAP))
        .bind("hkeys", call -> all(call, FieldReplies.Part.FIELDS, Reply.EMPTY_ARRAY))
        .bind("hvals", call -> all(call, FieldReplies.Part.VALUES, Reply.EMPTY_ARRAY))
        .bind("hlen", this::hlen)
        .bind("hstrlen", this::hstrlen)
        .bind("hexists", this::hexists)
        .bind("hdel", this::hdel)
        .bind("hincrby", this::hincrby)
        .bind("hincrbyfloat", this::hincrbyfloat)
        .bind("hscan", this::hscan)
        .bind("hrandfield", this::hrandfield);
  }

  // ---- Writing

  private long set(Invocation call) {
    if (call.count() % 2 != 0) {
      throw new CommandException(Errors.wrongArity(call.command().spec().fullName()));
    }
    return hashes.set(database(call), call.argument(1), argumentsFrom(call, 2));
  }

  private Reply hmset(Invocation call) {
    set(call);
    return Reply.OK;
  }

  private Reply hsetnx(Invocation call) {
    return Reply.flag(
        hashes.setIfMissing(database(call), call.argument(1), call.argument(2), call.argument(3)));
  }

  private Reply hdel(Invocation call) {
    return new Reply.Int(hashes.delete(database(call), call.argument(1), argumentsFrom(call, 2)));
  }

  private Reply hincrby(Invocation call) {
    long increment = Numbers.parseLong(call.argument(3));
    return new Reply.Int(
        hashes.increment(database(call), call.argument(1), call.argument(2), increment));
  }

  private Reply hincrbyfloat(Invocation call) {
    LongDouble increment = finite(call.argument(3));
    return new Reply.Bulk(
        hashes.incrementFloat(database(call), call.argument(1), call.argument(2), increment));
  }

  private static LongDouble finite(byte[] argument) {
    LongDouble number;
    try {
      number = LongDouble.parse(argument);
    } catch (ValueException e) {
      throw new CommandException(Errors.NOT_A_FLOAT);
    }
    if (!number.isFinite()) {
      throw new CommandException(Errors.NAN_OR_INFINITY);
    }
    return number;
  }

  // ---- Reading

  private Reply hget(Invocation call) {
    HashValue hash = lookup(call);
    return hash == null ? Reply.NULL : Reply.bulkOrNull(hash.get(call.argument(2)));
  }

  private Reply hmget(Invocation call) {
    return replies.ofFields(call, lookup(call), argumentsFrom(call, 2));
  }

  private Reply all(Invocation call, FieldReplies.Part part, Reply empty) {
    HashValue hash = lookup(call);
    return hash == null ? empty : replies.of(call, hash, HashValue::fields, hash.size(), part);
  }

  private Reply hlen(Invocation call) {
    HashValue hash = lookup(call);
    return hash == null ? Reply.ZERO : new Reply.Int(hash.size());
  }

  private Reply hstrlen(Invocation call) {
    HashValue hash = lookup(call);
    byte[] value = hash == null ? null : hash.get(call.argument(2));
    return value == null ? Reply.ZERO : new Reply.Int(value.length);
  }

  private Reply hexists(Invocation call) {
    HashValue hash = lookup(call);
    return Reply.flag(hash != null && hash.get(call.argument(2)) != null);
  }

  private Reply hscan(Invocation call) {
    long cursor = ScanCursor.parse(call.argument(2));
    HashValue hash = lookup(call);
    if (hash == null) {
      return ScanOptions.EMPTY;
    }
    ScanOptions options = ScanOptions.of(call);
    try {
      return ScanOptions.reply(
          hashes.scan(database(call), hash, cursor, options.pattern(), options.count()));
    } catch (UnknownCursorException e) {
      throw new CommandException(Errors.INVALID_CURSOR);
    }
  }

  private Reply hrandfield(Invocation call) {
    if (call.count() == 2) {
      HashValue hash = lookup(call);
      return hash == null ? Reply.NULL : new Reply.Bulk(RandomFields.one(hash, random));
    }
    long count = Numbers.parseLong(call.argument(2));
    if (count == Long.MIN_VALUE) {
      throw new CommandException(Errors.OUT_OF_SYMMETRIC_RANGE);
    }
    boolean withValues = withValues(call, count);
    HashValue hash = lookup(call);
    if (hash == null || count == 0) {
      return Reply.EMPTY_ARRAY;
    }
    FieldReplies.Part part = withValues ? FieldReplies.Part.PAIRS : FieldReplies.Part.FIELDS;
    long seed = random.nextLong();
    if (count < 0) {
      return replies.of(call, hash, each -> RandomFields.repeated(each, seed), -count, part);
    }
    return count >= hash.size()
        ? replies.of(call, hash, HashValue::fields, hash.size(), part)
        : replies.of(call, hash, each -> RandomFields.different(each, count, seed), count, part);
  }

  private static boolean withValues(Invocation call, long count) {
    Arguments rest = Arguments.from(call, 3);
    boolean withValues = rest.accept("WITHVALUES");
    if (rest.hasNext()) {
      throw new CommandException(Errors.SYNTAX);
    }
    // Twice as many elements have to be countable.
    if (withValues && (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2)) {
      throw new CommandException(Errors.OUT_OF_RANGE);
    }
    return withValues;
  }

  private static List<byte[]> argumentsFrom(Invocation call, int index) {
    return Arrays.asList(call.arguments()).subList(index, call.count());
  }

  private HashValue lookup(Invocation call) {
    return hashes.lookup(database(call), call.argument(1));
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
