package io.dredis.storage.keyspace;

/**
 * Is told what happens to keys, at once and under the caller's lock: for WATCH, tracking and
 * keyspace events. What it was told of may still be rolled back.
 */
public interface KeyspaceListener {

  /** Ignores everything. */
  KeyspaceListener NONE =
      new KeyspaceListener() {
        @Override
        public void changed(int database, byte[] key) {}

        @Override
        public void expired(int database, byte[] key) {}

        @Override
        public void replaced(int database) {}
      };

  /** The value or expiry of a key was written, or the key deleted by a command. */
  void changed(int database, byte[] key);

  /** A key was deleted because its time had come. */
  void expired(int database, byte[] key);

  /** A database was flushed or swapped: any of its keys may have changed. */
  void replaced(int database);
}
