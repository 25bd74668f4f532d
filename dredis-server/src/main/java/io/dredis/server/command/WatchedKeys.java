package io.dredis.server.command;

import io.dredis.server.session.QueuedRequests;
import io.dredis.server.session.Session;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.KeyspaceListener;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that clients watch, so that EXEC runs only if nobody has changed them.
 *
 * <p>A written key costs one look-up here, and nothing while nobody watches. What the running
 * command touches is noted, and counts when the command has succeeded: one that fails has changed
 * nothing. Should the commit fail afterwards, a client may find its EXEC refused for nothing.
 *
 * <p>A key that has expired is not there, so it is all the same whether it is deleted yet. Used
 * under the execution lock.
 */
public final class WatchedKeys implements KeyspaceListener {

  /** A client's watch of a key. */
  private static final class Watch {
    private final Session session;
    private final HeldKeys.Key key;
    private final boolean existed;
    private final long expiryMillis;
    private boolean noted;
    private boolean ended;

    /** The watch of a key with the given header; null when there is no such key. */
    Watch(Session session, HeldKeys.Key key, Header headerOrNull) {
      this.session = session;
      this.key = key;
      this.existed = headerOrNull != null;
      this.expiryMillis = existed ? headerOrNull.expiryMillis() : Header.NO_EXPIRY;
    }

    boolean expiredAt(long nowMillis) {
      return expiryMillis != Header.NO_EXPIRY && expiryMillis < nowMillis;
    }
  }

  private final Map<HeldKeys.Key, Set<Watch>> byKey = new HashMap<>();
  private final Map<Session, Map<HeldKeys.Key, Watch>> bySession = new HashMap<>();

  /** What the running command has touched, and the databases that it has replaced. */
  private final List<Watch> touched = new ArrayList<>();

  private final List<Integer> replaced = new ArrayList<>();

  // ---- Clients

  /** Watches a key, unless the client does so already, or one of its keys has changed. */
  public void watch(Session session, Keyspace database, byte[] name) {
    if (session.queue().touched()) {
      return;
    }
    HeldKeys.Key key = HeldKeys.Key.of(database.number(), name);
    Map<HeldKeys.Key, Watch> own =
        bySession.computeIfAbsent(session, each -> new LinkedHashMap<>());
    if (!own.containsKey(key)) {
      Watch watch = new Watch(session, key, database.find(name));
      own.put(key, watch);
      byKey.computeIfAbsent(key, each -> new LinkedHashSet<>()).add(watch);
      session.queue().setWatching(true);
    }
  }

  /** Lets a client watch nothing any more, as UNWATCH does. */
  public void unwatch(Session session) {
    endWatches(session);
    session.queue().setTouched(false);
  }

  /** Ends what MULTI has begun, and all watches. */
  public void discard(Session session) {
    endWatches(session);
    session.queue().close();
  }

  /** Returns whether EXEC must not run, because a watched key has changed or expired. */
  public boolean touched(Session session, long nowMillis) {
    QueuedRequests queue = session.queue();
    return queue.touched()
        || (queue.watching()
            && bySession.get(session).values().stream()
                .anyMatch(each -> each.expiredAt(nowMillis)));
  }

  private void endWatches(Session session) {
    Map<HeldKeys.Key, Watch> own = bySession.remove(session);
    if (own == null) {
      return;
    }
    session.queue().setWatching(false);
    for (Watch watch : own.values()) {
      watch.ended = true;
      Set<Watch> watches = byKey.get(watch.key);
      watches.remove(watch);
      if (watches.isEmpty()) {
        byKey.remove(watch.key);
      }
    }
  }

  // ---- Changes

  @Override
  public void changed(int database, byte[] key) {
    if (!byKey.isEmpty()) {
      byKey.getOrDefault(HeldKeys.Key.of(database, key), Set.of()).forEach(this::note);
    }
  }

  private void note(Watch watch) {
    if (!watch.noted) {
      watch.noted = true;
      touched.add(watch);
    }
  }

  /** {@inheritDoc} That it is not there any more is so whatever becomes of the command. */
  @Override
  public void expired(int database, byte[] key) {
    if (!byKey.isEmpty()) {
      Set<Watch> watches = byKey.getOrDefault(HeldKeys.Key.of(database, key), Set.of());
      List.copyOf(watches).stream().filter(each -> each.existed).forEach(this::end);
    }
  }

  @Override
  public void replaced(int database) {
    if (!byKey.isEmpty()) {
      replaced.add(database);
    }
  }

  /** Returns how much has been touched so far, to come back to with {@link #forgetSince}. */
  int mark() {
    return touched.size();
  }

  /** Forgets what was touched by a command that failed. */
  void forgetSince(int mark) {
    if (touched.size() > mark) {
      List<Watch> undone = touched.subList(mark, touched.size());
      undone.forEach(each -> each.noted = false);
      undone.clear();
    }
    replaced.clear();
  }

  /** Looks what became of the watched keys of databases that the command has replaced. */
  void settle(Store store) {
    if (replaced.isEmpty()) {
      return;
    }
    try (StoreSnapshot now = store.presentView()) {
      byKey.forEach(
          (key, watches) -> {
            if (replaced.contains(key.database())) {
              boolean exists = now.database(key.database()).exists(key.name().array());
              watches.stream().filter(each -> each.existed || exists).forEach(this::note);
            }
          });
    }
    replaced.clear();
  }

  /** Makes count what was touched, because the command has succeeded. */
  void confirm() {
    if (!touched.isEmpty()) {
      touched.forEach(this::end);
      touched.clear();
    }
  }

  private void end(Watch watch) {
    if (!watch.ended) {
      watch.session.queue().setTouched(true);
      endWatches(watch.session);
    }
  }
}
