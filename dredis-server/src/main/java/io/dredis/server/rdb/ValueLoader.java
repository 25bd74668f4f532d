package io.dredis.server.rdb;

import io.dredis.rdb.RdbType;
import io.dredis.rdb.ValueVisitor;
import io.dredis.server.command.DataTypes;
import io.dredis.storage.gc.ElementSource;
import java.io.IOException;

/** Makes values of what a reader tells, one after the other. */
class ValueLoader implements ValueVisitor, AutoCloseable {

  /** Ends the reading of a value that nobody may keep: a field or member comes twice. */
  static final class DuplicateException extends IOException {
    private static final long serialVersionUID = 1L;

    DuplicateException() {
      super("a field or member comes twice");
    }
  }

  private final DataTypes types;
  private final ElementSource asides;
  private NewValue value;

  /**
   * A loader.
   *
   * @param asides what large values are written with
   */
  ValueLoader(DataTypes types, ElementSource asides) {
    this.types = types;
    this.asides = asides;
  }

  @Override
  public void string(byte[] bytes) throws IOException {
    begin(new NewValue.OfString(types.strings(), asides, bytes));
    endValue();
  }

  @Override
  public void beginValue(RdbType type, long count) {
    begin(
        switch (type.valueType()) {
          case LIST -> new NewValue.OfList(types.lists().builder(asides));
          case SET -> new NewValue.OfSet(types.sets().writer(asides));
          case HASH -> new NewValue.OfHash(types.hashes().writer(asides));
          case ZSET -> new NewValue.OfSortedSet(types.sortedSets().writer(asides));
          case STRING, STREAM, MODULE ->
              throw new IllegalArgumentException(type + " has no elements that are told");
        });
  }

  private void begin(NewValue begun) {
    close();
    value = begun;
  }

  @Override
  public void element(byte[] element) {
    value.element(element);
  }

  @Override
  public void field(byte[] field, byte[] fieldValue) {
    value.field(field, fieldValue);
  }

  @Override
  public void member(byte[] member, double score) {
    value.member(member, score);
  }

  @Override
  public void endValue() throws IOException {
    if (!value.complete()) {
      throw new DuplicateException();
    }
  }

  /** Returns the value that was told last, whole; it is closed with the loader or the next one. */
  NewValue value() {
    return value;
  }

  @Override
  public void close() {
    if (value != null) {
      value.close();
      value = null;
    }
  }
}
