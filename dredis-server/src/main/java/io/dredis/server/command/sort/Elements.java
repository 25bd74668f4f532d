package io.dredis.server.command.sort;

import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.SortedSetEntries;

/**
 * Elements one after the other, of a collection or of the result of sorting it. They stand before
 * the first until {@link #next} is called, and must be closed.
 */
interface Elements extends AutoCloseable {
  /** Moves to the next element and returns whether there is one. */
  boolean next();

  /** Returns the element they stand on. */
  byte[] element();

  @Override
  void close();

  static Elements of(ListCursor cursor) {
    return new Elements() {
      @Override
      public boolean next() {
        return cursor.next();
      }

      @Override
      public byte[] element() {
        return cursor.value();
      }

      @Override
      public void close() {
        cursor.close();
      }
    };
  }

  static Elements of(MemberStream members) {
    return new Elements() {
      @Override
      public boolean next() {
        return members.next();
      }

      @Override
      public byte[] element() {
        return members.member();
      }

      @Override
      public void close() {
        members.close();
      }
    };
  }

  static Elements of(SortedSetEntries entries) {
    return new Elements() {
      @Override
      public boolean next() {
        return entries.next();
      }

      @Override
      public byte[] element() {
        return entries.member();
      }

      @Override
      public void close() {
        entries.close();
      }
    };
  }

  /** Returns those between two places, counted from 0 on. */
  default Elements between(long fromInclusive, long toExclusive) {
    Elements all = this;
    return new Elements() {
      private long place;

      @Override
      public boolean next() {
        while (place < fromInclusive && all.next()) {
          place++;
        }
        return place++ < toExclusive && all.next();
      }

      @Override
      public byte[] element() {
        return all.element();
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }
}
