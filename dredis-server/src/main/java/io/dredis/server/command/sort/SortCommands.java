package io.dredis.server.command.sort;

import io.dredis.server.command.CommandTable;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.Lists;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** SORT and SORT_RO. */
public final class SortCommands {
  /** The most elements that are looked at under the lock for a reply. */
  private static final long IN_PLACE_ELEMENTS = 4096;

  private static final long IN_MEMORY_BYTES = 64 << 10;
  private static final byte[] EMPTY = new byte[0];

  private final Store store;
  private final DataTypes types;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;
  private final Supplier<Path> directory;

  /**
   * The commands over a store.
   *
   * @param directory where temporary files are made, if they can be
   */
  public SortCommands(
      Store store,
      DataTypes types,
      SnapshotSource snapshots,
      LargeWork largeWork,
      Supplier<Path> directory) {
    this.store = store;
    this.types = types;
    this.snapshots = snapshots;
    this.largeWork = largeWork;
    this.directory = directory;
  }

  /** Binds the handlers. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("sort", call -> sort(call, SortOptions.parse(call, true)))
        .bind("sort_ro", call -> sort(call, SortOptions.parse(call, false)));
  }

  private Reply sort(Invocation call, SortOptions options) {
    Database database = database(call);
    Header header = database.lookup(call.argument(1));
    Sorting sortingOrNull = header == null ? null : sorting(options, database, header);
    if (options.targetOrNull() != null) {
      return store(call, options, sortingOrNull == null ? 0 : sortingOrNull.work());
    }
    if (sortingOrNull == null) {
      return Reply.EMPTY_ARRAY;
    }
    if (sortingOrNull.work() > IN_PLACE_ELEMENTS) {
      return options.sorted()
          ? sortedLater(call, options, sortingOrNull.work())
          : fromSnapshot(call, options);
    }
    List<Reply> found = collect(sortingOrNull);
    return found == null ? fromSnapshot(call, options) : new Reply.Array(found);
  }

  private Sorting sorting(SortOptions options, Keyspace keyspace, Header header) {
    return new Sorting(options, types, keyspace, header, directory.get());
  }

  /** Returns the whole reply, or null when it is too long to be kept in memory. */
  private static List<Reply> collect(Sorting sorting) {
    List<Reply> found = new ArrayList<>();
    long bytes = 0;
    try (Elements elements = sorting.open()) {
      while (elements.next()) {
        byte[] element = elements.element();
        for (SortPattern pattern : sorting.options().parts()) {
          SortValues.Value value = sorting.values().find(pattern, element);
          bytes += value == null ? 0 : value.length();
          if (bytes > IN_MEMORY_BYTES) {
            return null;
          }
          found.add(value == null ? Reply.NULL : new Reply.Bulk(value.bytes()));
        }
      }
    }
    return found;
  }

  private Reply fromSnapshot(Invocation call, SortOptions options) {
    int number = call.session().database();
    return new SnapshotReply(
        snapshots.snapshot(),
        snapshot -> {
          Keyspace keyspace = snapshot.database(number);
          return sorting(options, keyspace, keyspace.find(call.argument(1)));
        });
  }

  private Reply sortedLater(Invocation call, SortOptions options, long work) {
    int number = call.session().database();
    // Nothing is held: for everybody else it happens now, when the snapshot is taken.
    return largeWork.run(
        call,
        work,
        List.of(),
        null,
        (databases, asides) -> {
          Keyspace keyspace = databases.apply(number);
          Header header = keyspace.find(call.argument(1));
          Path where = directory.get();
          return SortedReply.of(sorting(options, keyspace, header), where).asResult();
        });
  }

  private Reply store(Invocation call, SortOptions options, long work) {
    int number = call.session().database();
    return largeWork.run(
        call,
        work,
        List.of(HeldKeys.Key.of(number, call.argument(1))),
        HeldKeys.Key.of(number, options.targetOrNull()),
        (databases, asides) -> build(call, options, databases.apply(number), asides));
  }

  /** Makes the list that a SORT stores, empty when there is nothing to sort. */
  private LargeWork.Result build(
      Invocation call, SortOptions options, Keyspace keyspace, AsideSource asides) {
    Lists.Builder builder = types.lists().builder(asides);
    boolean built = false;
    try {
      Header header = keyspace.find(call.argument(1));
      if (header != null) {
        addAll(builder, sorting(options, keyspace, header));
      }
      built = true;
    } finally {
      if (!built) {
        builder.close();
      }
    }
    return LargeWork.result(() -> show(call, options.targetOrNull(), builder), builder::close);
  }

  private static void addAll(Lists.Builder builder, Sorting sorting) {
    // Nothing is left to read of the source when the first element is written: a backend may have
    // to wait for its readers before it can commit.
    try (Elements elements = sorting.openDetached()) {
      while (elements.next()) {
        for (SortPattern pattern : sorting.options().parts()) {
          SortValues.Value value = sorting.values().find(pattern, elements.element());
          builder.add(value == null ? EMPTY : value.bytes());
        }
      }
    }
  }

  private Reply show(Invocation call, byte[] target, Lists.Builder builder) {
    Database database = database(call);
    builder.store(database, target, database.lookupForWrite(target), Header.NO_EXPIRY);
    return new Reply.Int(builder.length());
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
