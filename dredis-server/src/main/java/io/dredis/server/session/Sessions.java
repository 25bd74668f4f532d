package io.dredis.server.session;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The clients connected now, by id. Any thread may call any method. */
public final class Sessions {
  private final ConcurrentSkipListMap<Long, Session> byId = new ConcurrentSkipListMap<>();
  private final AtomicLong lastId = new AtomicLong();

  /** Returns an id no client has had. */
  public long nextId() {
    return lastId.incrementAndGet();
  }

  /** Makes a client known. */
  public void add(Session session) {
    byId.put(session.id(), session);
  }

  /** Forgets a client. */
  public void remove(Session session) {
    byId.remove(session.id());
  }

  /** Returns the client with this id, or null. */
  public Session get(long id) {
    return byId.get(id);
  }

  /** Returns the clients in the order they connected: a live view that tolerates changes. */
  public Collection<Session> all() {
    return byId.values();
  }

  /** Returns how many clients are connected. */
  public int count() {
    return byId.size();
  }
}
