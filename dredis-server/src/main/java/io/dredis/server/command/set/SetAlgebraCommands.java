package io.dredis.server.command.set;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.command.set.MemberReplies.Members;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.NewSet;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** SUNION, SINTER, SDIFF, what stores their results, and SINTERCARD. */
final class SetAlgebraCommands {
  private final Store store;
  private final Sets sets;
  private final MemberReplies replies;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;

  SetAlgebraCommands(
      Store store,
      Sets sets,
      MemberReplies replies,
      SnapshotSource snapshots,
      LargeWork largeWork) {
    this.store = store;
    this.sets = sets;
    this.replies = replies;
    this.snapshots = snapshots;
    this.largeWork = largeWork;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("sinter", this::sinter)
        .bind("sintercard", this::sintercard)
        .bind("sinterstore", this::sinterstore)
        .bind("sunion", this::sunion)
        .bind("sunionstore", this::sunionstore)
        .bind("sdiff", this::sdiff)
        .bind("sdiffstore", this::sdiffstore);
  }

  // ---- Replies

  private Reply sinter(Invocation call) {
    List<SetValue> values = lookup(call, keysFrom(call, 1));
    return replies.of(call, members(call, Sets::intersection), values, smallest(values));
  }

  private Reply sunion(Invocation call) {
    List<SetValue> values = lookup(call, keysFrom(call, 1));
    return replies.of(call, members(call, Sets::union), values, total(values));
  }

  private Reply sdiff(Invocation call) {
    List<SetValue> values = lookup(call, keysFrom(call, 1));
    if (values.get(0) == null || namesFirstAgain(keysFrom(call, 1))) {
      return RandomMemberCommands.EMPTY_SET;
    }
    return replies.of(call, members(call, Sets::difference), values, values.get(0).size());
  }

  private static Members members(Invocation call, Members.Stream stream) {
    return new Members(keysFrom(call, 1), stream, true, Members.UNKNOWN);
  }

  private Reply sintercard(Invocation call) {
    long count =
        Numbers.parseLong(call.argument(1), 1, Long.MAX_VALUE, Errors.KEY_COUNT_NOT_POSITIVE);
    if (count > call.count() - 2) {
      throw new CommandException(Errors.KEY_COUNT_TOO_LARGE);
    }
    long limit = 0;
    for (Arguments rest = Arguments.from(call, 2 + (int) count); rest.hasNext(); ) {
      if (!rest.accept("LIMIT", 1)) {
        throw new CommandException(Errors.SYNTAX);
      }
      limit = Numbers.parseLong(rest.next(), 0, Long.MAX_VALUE, Errors.NEGATIVE_LIMIT);
    }
    List<byte[]> keys = Arrays.asList(call.arguments()).subList(2, 2 + (int) count);
    List<SetValue> values = lookup(call, keys);
    if (smallest(values) > MemberReplies.IN_MEMORY_MEMBERS) {
      return new StreamedCardinality(
          snapshots.snapshot(), sets, call.session().database(), keys, limit);
    }
    return new Reply.Int(StreamedCardinality.count(values, limit));
  }

  // ---- Storing

  private Reply sinterstore(Invocation call) {
    List<SetValue> values = lookup(call, keysFrom(call, 2));
    return store(call, smallest(values), Sets::intersection, any -> true);
  }

  private Reply sunionstore(Invocation call) {
    List<SetValue> values = lookup(call, keysFrom(call, 2));
    return store(call, total(values), Sets::union, any -> true);
  }

  private Reply sdiffstore(Invocation call) {
    List<SetValue> values = lookup(call, keysFrom(call, 2));
    if (namesFirstAgain(keysFrom(call, 2))) {
      return store(call, 0, any -> Sets.union(List.of()), any -> true);
    }
    long elements = values.get(0) == null ? 0 : values.get(0).size();
    return store(call, elements, Sets::difference, this::keepsIntset);
  }

  private boolean keepsIntset(List<SetValue> values) {
    return !Sets.subtractsFromCopy(values) || sets.copiesToIntset(values.get(0));
  }

  /**
   * Stores what is made of the sets.
   *
   * @param elements how many of their members are looked at, about
   * @param integersOnly whether Redis would still keep an intset if the result has only integers
   */
  private Reply store(
      Invocation call,
      long elements,
      Members.Stream stream,
      Predicate<List<SetValue>> integersOnly) {
    int number = call.session().database();
    List<byte[]> keys = keysFrom(call, 2);
    return largeWork.run(
        call,
        elements,
        HeldKeys.Key.listOf(number, keys),
        HeldKeys.Key.of(number, call.argument(1)),
        (databases, asides) -> {
          List<SetValue> values = MemberReplies.find(sets, databases.apply(number), keys);
          boolean intset = integersOnly.test(values);
          NewSet made = sets.build(asides, stream.of(values), intset);
          return LargeWork.result(
              () -> {
                made.store(database(call), call.argument(1));
                return new Reply.Int(made.size());
              },
              made::close);
        });
  }

  // ---- Sets

  private static List<byte[]> keysFrom(Invocation call, int index) {
    return Arrays.asList(call.arguments()).subList(index, call.count());
  }

  /** Returns what the keys hold, with null for those that are missing; all are checked. */
  private List<SetValue> lookup(Invocation call, List<byte[]> keys) {
    List<SetValue> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      values.add(sets.lookup(database(call), key));
    }
    return values;
  }

  private static boolean namesFirstAgain(List<byte[]> keys) {
    return keys.stream().skip(1).anyMatch(key -> Arrays.equals(key, keys.get(0)));
  }

  private static long smallest(List<SetValue> values) {
    return values.stream().mapToLong(each -> each == null ? 0 : each.size()).min().orElse(0);
  }

  private static long total(List<SetValue> values) {
    return values.stream().filter(Objects::nonNull).mapToLong(SetValue::size).sum();
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
