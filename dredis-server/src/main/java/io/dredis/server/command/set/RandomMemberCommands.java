package io.dredis.server.command.set;

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
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.NewSet;
import io.dredis.storage.type.RandomMembers;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import java.util.ArrayList;
import java.util.List;

/** SPOP and SRANDMEMBER. */
final class RandomMemberCommands {
  static final Reply EMPTY_SET = new Reply.SetOf(List.of());

  /** The most picks with repetition that are made in memory. */
  private static final long IN_MEMORY_PICKS = 1024;

  private static final long IN_MEMORY_BYTES = 64 << 10;

  private final Store store;
  private final Sets sets;
  private final MemberReplies replies;
  private final SnapshotSource snapshots;
  private final LargeWork largeWork;
  private final RandomMembers random;

  RandomMemberCommands(
      Store store,
      Sets sets,
      MemberReplies replies,
      SnapshotSource snapshots,
      LargeWork largeWork,
      RandomMembers random) {
    this.store = store;
    this.sets = sets;
    this.replies = replies;
    this.snapshots = snapshots;
    this.largeWork = largeWork;
    this.random = random;
  }

  void bind(CommandTable.Builder table) {
    table.bind("spop", this::spop).bind("srandmember", this::srandmember);
  }

  private Reply spop(Invocation call) {
    if (call.count() > 3) {
      throw new CommandException(Errors.SYNTAX);
    }
    Database database = database(call);
    byte[] key = call.argument(1);
    if (call.count() == 3) {
      long count =
          Numbers.parseLong(call.argument(2), 0, Long.MAX_VALUE, Errors.OUT_OF_RANGE_POSITIVE);
      SetValue value = sets.lookupForWrite(database, key);
      return value == null || count == 0 ? EMPTY_SET : pop(call, value, count);
    }
    SetValue value = sets.lookupForWrite(database, key);
    if (value == null) {
      return Reply.NULL;
    }
    RandomMembers.Picked picked = random.one(value);
    sets.remove(database, key, value, picked);
    return new Reply.Bulk(picked.members().get(0));
  }

  private Reply pop(Invocation call, SetValue value, long count) {
    Database database = database(call);
    byte[] key = call.argument(1);
    if (count >= value.size()) {
      return snapshots.followedBy(
          replies.whole(call, key, value, true), () -> database.delete(key, value.header()));
    }
    RandomMembers.Picked picked = random.pick(value, count);
    if (picked != null) {
      sets.pop(database, key, value, picked);
      return MemberReplies.ofBulks(picked.members(), true);
    }
    return popSample(call, value, count);
  }

  /** Pops a large part: the rest of the set is written anew. */
  private Reply popSample(Invocation call, SetValue value, long count) {
    byte[] key = call.argument(1);
    HeldKeys.Key held = HeldKeys.Key.of(call.session().database(), key);
    long seed = random.seed();
    return largeWork.run(
        call,
        value.size(),
        List.of(held),
        held,
        (databases, asides) -> {
          Keyspace keyspace = databases.apply(held.database());
          SetValue before = sets.valueOf(keyspace, keyspace.find(key));
          NewSet rest = sets.withoutSample(asides, before, count, seed);
          return LargeWork.result(() -> replace(call, rest, count, seed), rest::close);
        });
  }

  private Reply replace(Invocation call, NewSet rest, long count, long seed) {
    Database database = database(call);
    byte[] key = call.argument(1);
    Header before = database.find(key);
    if (before == null) {
      // It has expired while the rest was written.
      return EMPTY_SET;
    }
    return snapshots.followedBy(
        sample(call, count, seed, true), () -> rest.store(database, key, before.expiryMillis()));
  }

  private Reply srandmember(Invocation call) {
    if (call.count() > 3) {
      throw new CommandException(Errors.SYNTAX);
    }
    byte[] key = call.argument(1);
    if (call.count() == 2) {
      SetValue value = sets.lookup(database(call), key);
      return value == null ? Reply.NULL : new Reply.Bulk(random.one(value).members().get(0));
    }
    long count = Numbers.parseLong(call.argument(2));
    if (count == Long.MIN_VALUE) {
      throw new CommandException(Errors.OUT_OF_SYMMETRIC_RANGE);
    }
    SetValue value = sets.lookup(database(call), key);
    if (value == null || count == 0) {
      return Reply.EMPTY_ARRAY;
    }
    return count < 0 ? repeated(call, value, -count) : different(call, value, count);
  }

  private Reply different(Invocation call, SetValue value, long count) {
    if (count >= value.size()) {
      return replies.whole(call, call.argument(1), value, false);
    }
    RandomMembers.Picked picked = random.pick(value, count);
    return picked == null
        ? sample(call, count, random.seed(), false)
        : MemberReplies.ofBulks(picked.members(), false);
  }

  private Reply sample(Invocation call, long count, long seed, boolean asSet) {
    return replies.later(
        call,
        new Members(
            List.of(call.argument(1)),
            values -> RandomMembers.sample(values.get(0), count, seed),
            asSet,
            count));
  }

  private Reply repeated(Invocation call, SetValue value, long count) {
    if (count <= IN_MEMORY_PICKS) {
      List<byte[]> picked = new ArrayList<>((int) count);
      long bytes = 0;
      while (picked.size() < count && bytes <= IN_MEMORY_BYTES) {
        byte[] member = random.one(value).members().get(0);
        bytes += member.length;
        picked.add(member);
      }
      if (bytes <= IN_MEMORY_BYTES) {
        return MemberReplies.ofBulks(picked, false);
      }
    }
    return new RepeatedPicks(
        snapshots.snapshot(),
        sets,
        call.session().database(),
        call.argument(1),
        count,
        random.seed());
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
