package io.dredis.server.command;

import io.dredis.storage.keyspace.KeyspaceListener;
import java.util.List;

/**
 * Several listeners as one, told in their order.
 *
 * @param listeners who is told
 */
public record KeyspaceListeners(List<KeyspaceListener> listeners) implements KeyspaceListener {
  @Override
  public void changed(int database, byte[] key) {
    for (KeyspaceListener listener : listeners) {
      listener.changed(database, key);
    }
  }

  @Override
  public void expired(int database, byte[] key) {
    for (KeyspaceListener listener : listeners) {
      listener.expired(database, key);
    }
  }

  @Override
  public void replaced(int database) {
    for (KeyspaceListener listener : listeners) {
      listener.replaced(database);
    }
  }
}
