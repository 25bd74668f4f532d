package io.dredis.server.command.sortedset;

import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.RandomEntries;
import io.dredis.storage.type.SortedSetEdit;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** ZADD, ZREM, ZSCORE, ZRANK and the other commands about single members, and the whole family. */
public final class SortedSetCommands {
  private final Store store;
  private final SortedSets sortedSets;
  private final RangeCommands ranges;
  private final PopCommands pops;
  private final RandomCommand random;
  private final ScanCommand scan;
  private final AlgebraCommands algebra;

  /**
   * The sorted-set family over a store.
   *
   * @param random where random members come from
   */
  public SortedSetCommands(
      Store store,
      SnapshotSource snapshots,
      LargeWork largeWork,
      BlockedClients blocked,
      SortedSets sortedSets,
      RandomGenerator random) {
    this.store = store;
    this.sortedSets = sortedSets;
    this.ranges = new RangeCommands(store, snapshots, largeWork, sortedSets);
    this.pops = new PopCommands(store, snapshots, sortedSets, blocked);
    this.random = new RandomCommand(store, snapshots, sortedSets, new RandomEntries(random));
    this.scan = new ScanCommand(store, sortedSets);
    this.algebra = new AlgebraCommands(store, snapshots, largeWork, sortedSets);
  }

  /** Binds the handlers of the whole family. */
  public void bind(CommandTable.Builder table) {
    table
        .bind("zadd", this::zadd)
        .bind("zincrby", this::zincrby)
        .bind("zrem", this::zrem)
        .bind("zcard", this::zcard)
        .bind("zscore", this::zscore)
        .bind("zmscore", this::zmscore)
        .bind("zrank", call -> rank(call, false))
        .bind("zrevrank", call -> rank(call, true));
    ranges.bind(table);
    pops.bind(table);
    random.bind(table);
    scan.bind(table);
    algebra.bind(table);
  }

  private Reply zadd(Invocation call) {
    return add(call, AddOptions.of(call));
  }

  private Reply zincrby(Invocation call) {
    return add(call, AddOptions.INCREMENT);
  }

  private Reply add(Invocation call, AddOptions options) {
    double[] scores = new double[(call.count() - options.firstPair()) / 2];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Scores.parse(call.argument(options.firstPair() + 2 * i));
    }
    SortedSetEdit edit = sortedSets.edit(database(call), call.argument(1));
    long added = 0;
    long updated = 0;
    for (int i = 0; i < scores.length; i++) {
      byte[] member = call.argument(options.firstPair() + 2 * i + 1);
      double before = edit.score(member);
      double score = options.incr() ? incremented(before, scores[i]) : scores[i];
      if (options.forbids(before, score)) {
        if (options.incr()) {
          return Reply.NULL;
        }
        continue;
      }
      edit.put(member, before, score);
      added += Double.isNaN(before) ? 1 : 0;
      updated += before != score && !Double.isNaN(before) ? 1 : 0;
      scores[i] = score;
    }
    edit.store();
    return options.incr()
        ? new Reply.Dbl(scores[0])
        : new Reply.Int(options.ch() ? added + updated : added);
  }

  private static double incremented(double before, double by) {
    double sum = Double.isNaN(before) ? by : before + by;
    if (Double.isNaN(sum)) {
      throw new CommandException("ERR resulting score is not a number (NaN)");
    }
    return sum;
  }

  private Reply zrem(Invocation call) {
    SortedSetEdit edit = sortedSets.edit(database(call), call.argument(1));
    long removed = 0;
    for (int i = 2; i < call.count() && edit.count() > 0; i++) {
      removed += edit.remove(call.argument(i)) ? 1 : 0;
    }
    edit.store();
    return new Reply.Int(removed);
  }

  private Reply zcard(Invocation call) {
    SortedSetValue value = lookup(call);
    return new Reply.Int(value == null ? 0 : value.count());
  }

  private Reply zscore(Invocation call) {
    return scoreOrNull(lookup(call), call.argument(2));
  }

  private Reply zmscore(Invocation call) {
    SortedSetValue value = lookup(call);
    List<Reply> scores = new ArrayList<>();
    for (int i = 2; i < call.count(); i++) {
      scores.add(scoreOrNull(value, call.argument(i)));
    }
    return new Reply.Array(scores);
  }

  private static Reply scoreOrNull(SortedSetValue valueOrNull, byte[] member) {
    double score = valueOrNull == null ? Double.NaN : valueOrNull.score(member);
    return Double.isNaN(score) ? Reply.NULL : new Reply.Dbl(score);
  }

  private Reply rank(Invocation call, boolean reverse) {
    SortedSetValue value = lookup(call);
    long rank = value == null ? -1 : value.rank(call.argument(2));
    if (rank < 0) {
      return Reply.NULL;
    }
    return new Reply.Int(reverse ? value.count() - 1 - rank : rank);
  }

  private SortedSetValue lookup(Invocation call) {
    return sortedSets.lookup(database(call), call.argument(1));
  }

  private Database database(Invocation call) {
    return store.database(call.session().database());
  }
}
