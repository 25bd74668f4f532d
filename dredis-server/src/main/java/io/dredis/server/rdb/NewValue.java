package io.dredis.server.rdb;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.type.HashWriter;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.SetWriter;
import io.dredis.storage.type.SortedSetWriter;
import io.dredis.storage.type.Strings;

/**
 * A value that no key has yet. It is made of its elements in bounded memory; without {@link #store}
 * it becomes garbage.
 */
abstract sealed class NewValue implements AutoCloseable {

  /** Adds an element of a list or a member of a set. */
  void element(byte[] element) {
    throw new IllegalStateException("not a list or set");
  }

  /** Adds a field of a hash. */
  void field(byte[] field, byte[] value) {
    throw new IllegalStateException("not a hash");
  }

  /** Adds a member of a sorted set. */
  void member(byte[] member, double score) {
    throw new IllegalStateException("not a sorted set");
  }

  /** Ends the value, and returns whether no field or member came twice. */
  abstract boolean complete();

  /**
   * Returns the header of the value, for a load that the elements go to as well; the value is
   * complete.
   */
  abstract Header header(long expiryMillis);

  /** Stores it under a key, whatever the key held before; called under the execution lock. */
  abstract void store(Database database, byte[] key, long expiryMillis);

  @Override
  public void close() {}

  /** A string. */
  static final class OfString extends NewValue {
    private final Strings type;
    private final ElementSource asides;
    private final byte[] value;

    OfString(Strings type, ElementSource asides, byte[] value) {
      this.type = type;
      this.asides = asides;
      this.value = value;
    }

    @Override
    boolean complete() {
      return true;
    }

    @Override
    Header header(long expiryMillis) {
      return type.newHeader(asides, value, expiryMillis);
    }

    @Override
    void store(Database database, byte[] key, long expiryMillis) {
      type.set(database, key, database.lookupForWrite(key), value, expiryMillis);
    }
  }

  /** A list. */
  static final class OfList extends NewValue {
    private final Lists.Builder builder;

    OfList(Lists.Builder builder) {
      this.builder = builder;
    }

    @Override
    void element(byte[] element) {
      builder.add(element);
    }

    @Override
    boolean complete() {
      return true;
    }

    @Override
    Header header(long expiryMillis) {
      return builder.finish(expiryMillis);
    }

    @Override
    void store(Database database, byte[] key, long expiryMillis) {
      Header before = database.lookupForWrite(key);
      builder.store(database, key, before, expiryMillis);
    }

    @Override
    public void close() {
      builder.close();
    }
  }

  /** A set. */
  static final class OfSet extends NewValue {
    private final SetWriter writer;

    OfSet(SetWriter writer) {
      this.writer = writer;
    }

    @Override
    void element(byte[] element) {
      writer.add(element);
    }

    @Override
    boolean complete() {
      return writer.complete() == writer.added();
    }

    @Override
    Header header(long expiryMillis) {
      return writer.finish(expiryMillis);
    }

    @Override
    void store(Database database, byte[] key, long expiryMillis) {
      writer.store(database, key, expiryMillis);
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  /** A hash. */
  static final class OfHash extends NewValue {
    private final HashWriter writer;

    OfHash(HashWriter writer) {
      this.writer = writer;
    }

    @Override
    void field(byte[] field, byte[] value) {
      writer.add(field, value);
    }

    @Override
    boolean complete() {
      return writer.complete() == writer.added();
    }

    @Override
    Header header(long expiryMillis) {
      return writer.finish(expiryMillis);
    }

    @Override
    void store(Database database, byte[] key, long expiryMillis) {
      writer.store(database, key, expiryMillis);
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  /** A sorted set. */
  static final class OfSortedSet extends NewValue {
    private final SortedSetWriter writer;

    OfSortedSet(SortedSetWriter writer) {
      this.writer = writer;
    }

    @Override
    void member(byte[] member, double score) {
      writer.add(member, score);
    }

    @Override
    boolean complete() {
      return writer.distinctCount() == writer.count();
    }

    @Override
    Header header(long expiryMillis) {
      return writer.finish(expiryMillis);
    }

    @Override
    void store(Database database, byte[] key, long expiryMillis) {
      writer.store(database, key, expiryMillis);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
