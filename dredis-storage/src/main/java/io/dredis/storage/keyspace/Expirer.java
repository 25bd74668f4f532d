package io.dredis.storage.keyspace;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;

/**
 * Deletes keys whose time has come before anybody asks for them: one bounded step at a time, the
 * soonest first.
 */
final class Expirer {
  private final Database[] databases;
  private final Generations generations;

  Expirer(Database[] databases, Generations generations) {
    this.databases = databases;
    this.generations = generations;
  }

  int expireDue(long nowMillis, int maxKeys) {
    int expired = 0;
    while (expired < maxKeys) {
      Database database = soonest();
      if (database == null || !mayBeDue(database, nowMillis)) {
        break;
      }
      // Up to when another database has nothing due, so that the order holds over all of them.
      expired +=
          expire(
              database,
              Math.min(nowMillis, secondSoonestMillis(database)),
              nowMillis,
              maxKeys - expired);
    }
    return expired;
  }

  private boolean mayBeDue(Database database, long nowMillis) {
    return directory(database).soonestExpiryMillis() < nowMillis;
  }

  private KeyDirectory directory(Database database) {
    return generations.directory(generations.of(database.number()));
  }

  private Database soonest() {
    Database soonest = null;
    for (Database database : databases) {
      if (database.expiresCount() > 0
          && (soonest == null
              || directory(database).soonestExpiryMillis()
                  < directory(soonest).soonestExpiryMillis())) {
        soonest = database;
      }
    }
    return soonest;
  }

  private long secondSoonestMillis(Database soonest) {
    long second = Long.MAX_VALUE;
    for (Database database : databases) {
      if (database != soonest && database.expiresCount() > 0) {
        second = Math.min(second, directory(database).soonestExpiryMillis());
      }
    }
    return second;
  }

  /** Expires keys of a database up to a time, and notes when its next one is due. */
  private int expire(Database database, long untilMillis, long nowMillis, int maxKeys) {
    long generation = generations.of(database.number());
    KeyDirectory directory = directory(database);
    byte[] prefix = RecordKeys.prefix(Space.EXPIRY, generation);
    int expired = 0;
    try (Cursor cursor = database.transaction().cursor()) {
      byte[] from = RecordKeys.expiry(generation, directory.soonestExpiryMillis(), new byte[0]);
      boolean on = cursor.seek(from);
      while (on && RecordKeys.startsWith(cursor.key(), prefix)) {
        byte[] record = cursor.key();
        long expiryMillis = RecordKeys.expiryMillis(record);
        directory.nothingExpiresBefore(expiryMillis);
        if (expiryMillis >= nowMillis || expiryMillis > untilMillis || expired == maxKeys) {
          return expired;
        }
        byte[] key = RecordKeys.expiryUserKey(record);
        database.removeExpired(key, headerOf(database, key, expiryMillis));
        expired++;
        on = cursor.next();
      }
      directory.nothingExpiresBefore(Long.MAX_VALUE);
    }
    return expired;
  }

  /** Returns the header that an expiry record is of, so that no other key is ever deleted. */
  private Header headerOf(Database database, byte[] key, long expiryMillis) {
    long generation = generations.of(database.number());
    byte[] record = database.transaction().get(RecordKeys.header(generation, key));
    if (record == null || Header.decode(record).expiryMillis() != expiryMillis) {
      throw new CorruptDataException("An expiry record fits no key");
    }
    return Header.decode(record);
  }
}
