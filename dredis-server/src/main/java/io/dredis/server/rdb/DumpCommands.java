package io.dredis.server.rdb;

import io.dredis.rdb.DumpReader;
import io.dredis.rdb.RdbException;
import io.dredis.rdb.ReadOptions;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** DUMP and RESTORE. */
public final class DumpCommands {
  private static final String BUSY_KEY = "BUSYKEY Target key name already exists.";
  private static final String INVALID_TTL = "ERR Invalid TTL value, must be >= 0";
  private static final String NOT_VERIFIED = "ERR DUMP payload version or checksum are wrong";
  private static final String BAD_FORMAT = "ERR Bad data format";

  /** About how many bytes of a payload are as much work as an element. */
  private static final int BYTES_PER_ELEMENT = 16;

  private final Store store;
  private final DataTypes types;
  private final ValueSource values;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;
  private final Supplier<WriteOptions> format;

  /**
   * The commands over a store.
   *
   * @param format how payloads are written, asked each time
   */
  public DumpCommands(
      Store store,
      DataTypes types,
      SnapshotSource snapshots,
      LargeWork largeWork,
      Supplier<WriteOptions> format) {
    this.store = store;
    this.types = types;
    this.values = new ValueSource(types);
    this.snapshots = snapshots;
    this.largeWork = largeWork;
    this.format = format;
  }

  /** Binds the handlers. */
  public void bind(CommandTable.Builder table) {
    table.bind("dump", this::dump).bind("restore", this::restore);
  }

  private Reply dump(Invocation call) {
    Database database = database(call);
    Header header = database.lookup(call.argument(1));
    if (header == null) {
      return Reply.NULL;
    }
    if (Payload.isSmall(header)) {
      return new Reply.Bulk(new Payload(database, header, values, format.get()).bytes());
    }
    StoreSnapshot snapshot = snapshots.snapshot();
    Keyspace keyspace = snapshot.database(database.number());
    return new DumpReply(snapshot, new Payload(keyspace, header, values, format.get()));
  }

  private Reply restore(Invocation call) {
    RestoreOptions options = RestoreOptions.of(call);
    byte[] key = call.argument(1);
    Database database = database(call);
    if (!options.replace() && database.exists(key)) {
      throw new CommandException(BUSY_KEY);
    }
    long ttlMillis = Numbers.parseLong(call.argument(2));
    if (ttlMillis < 0) {
      throw new CommandException(INVALID_TTL);
    }
    byte[] payload = call.argument(3);
    DumpReader reader = verified(payload);
    return largeWork.run(
        call,
        payload.length / BYTES_PER_ELEMENT,
        List.of(),
        HeldKeys.Key.of(database.number(), key),
        (databases, asides) -> load(call, reader, options, ttlMillis, asides));
  }

  private static DumpReader verified(byte[] payload) {
    try {
      return new DumpReader(payload, ReadOptions.DEFAULTS);
    } catch (RdbException e) {
      throw new CommandException(NOT_VERIFIED);
    }
  }

  private LargeWork.Result load(
      Invocation call,
      DumpReader reader,
      RestoreOptions options,
      long ttlMillis,
      AsideSource asides) {
    ValueLoader loader = new ValueLoader(types, asides);
    boolean loaded = false;
    try {
      reader.read(loader);
      loaded = true;
    } catch (IOException e) {
      throw new CommandException(badFormat(e));
    } finally {
      if (!loaded) {
        loader.close();
      }
    }
    return LargeWork.result(() -> store(call, loader.value(), options, ttlMillis), loader::close);
  }

  /** Returns Redis's words; for a type that Redis has and dredis does not, says so. */
  private static String badFormat(IOException e) {
    return e instanceof RdbException refused && refused.kind() == RdbException.Kind.UNSUPPORTED
        ? BAD_FORMAT + ": " + refused.getMessage()
        : BAD_FORMAT;
  }

  private Reply store(Invocation call, NewValue value, RestoreOptions options, long ttlMillis) {
    Database database = database(call);
    byte[] key = call.argument(1);
    if (!options.replace() && database.exists(key)) {
      // It has come into being while a large payload was read.
      throw new CommandException(BUSY_KEY);
    }
    long expiryMillis = expiryMillis(ttlMillis, options, database.nowMillis());
    if (expiryMillis != Header.NO_EXPIRY && expiryMillis <= database.nowMillis()) {
      database.delete(key);
      return Reply.OK;
    }
    value.store(database, key, expiryMillis);
    if (options.idleSeconds() != RestoreOptions.NOT_SAID) {
      database.setIdleSeconds(key, options.idleSeconds());
    }
    return Reply.OK;
  }

  private static long expiryMillis(long ttlMillis, RestoreOptions options, long nowMillis) {
    if (ttlMillis == 0) {
      return Header.NO_EXPIRY;
    }
    long expiryMillis = options.absoluteTtl() ? ttlMillis : ttlMillis + nowMillis;
    // As in Redis, what overflows has passed.
    return Math.max(0, expiryMillis);
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
