package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Cursor;
import java.io.IOException;
import org.fusesource.leveldbjni.internal.NativeIterator;

/**
 * A position in LevelDB. LevelDB's iterator is not to be moved or read when it is off the records,
 * so the place is kept here.
 */
final class LevelDbCursor implements Cursor {
  private enum Place {
    NOWHERE,
    BEFORE_FIRST,
    ON_RECORD,
    BEHIND_LAST,
    CLOSED
  }

  /** No key is before it. */
  private static final byte[] FIRST = {};

  private final LevelDbBackend backend;
  private final NativeIterator iterator;
  private final Runnable release = this::release;
  private Place place = Place.NOWHERE;

  /** Wraps an iterator that was just opened; the caller is inside the backend's gate. */
  LevelDbCursor(LevelDbBackend backend, NativeIterator iterator) {
    this.backend = backend;
    this.iterator = iterator;
    backend.releaseAtClose(release);
  }

  @Override
  public boolean seek(byte[] key) {
    long stamp = enter();
    try {
      iterator.seek(key);
      return arrivedOr(Place.BEHIND_LAST);
    } catch (IOException e) {
      throw failure(e);
    } finally {
      backend.gate().leave(stamp);
    }
  }

  @Override
  public boolean next() {
    long stamp = enterSought();
    try {
      switch (place) {
        case ON_RECORD -> iterator.next();
        case BEFORE_FIRST -> iterator.seek(FIRST);
        default -> {
          return false;
        }
      }
      return arrivedOr(Place.BEHIND_LAST);
    } catch (IOException e) {
      throw failure(e);
    } finally {
      backend.gate().leave(stamp);
    }
  }

  @Override
  public boolean previous() {
    long stamp = enterSought();
    try {
      switch (place) {
        case ON_RECORD -> iterator.prev();
        case BEHIND_LAST -> seekToLast();
        default -> {
          return false;
        }
      }
      return arrivedOr(Place.BEFORE_FIRST);
    } catch (IOException e) {
      throw failure(e);
    } finally {
      backend.gate().leave(stamp);
    }
  }

  @Override
  public byte[] key() {
    long stamp = enterOnRecord();
    try {
      return iterator.key();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      backend.gate().leave(stamp);
    }
  }

  @Override
  public byte[] value() {
    long stamp = enterOnRecord();
    try {
      return iterator.value();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      backend.gate().leave(stamp);
    }
  }

  @Override
  public void close() {
    long stamp = backend.gate().tryEnter();
    if (stamp == 0) {
      return;
    }
    try {
      backend.forget(release);
      release();
    } finally {
      backend.gate().leave(stamp);
    }
  }

  /**
   * Moves to the last record. Unlike leveldbjni's other moves, this one does not report an error,
   * not even that it passed over damaged records; seeking where it arrived does.
   */
  private void seekToLast() throws IOException {
    iterator.seekToLast();
    iterator.seek(iterator.isValid() ? iterator.key() : FIRST);
  }

  private boolean arrivedOr(Place off) throws IOException {
    boolean on = iterator.isValid();
    place = on ? Place.ON_RECORD : off;
    return on;
  }

  private long enter() {
    long stamp = backend.gate().enter();
    if (place == Place.CLOSED) {
      backend.gate().leave(stamp);
      throw new BackendException("the cursor is closed");
    }
    return stamp;
  }

  private long enterSought() {
    long stamp = enter();
    if (place == Place.NOWHERE) {
      backend.gate().leave(stamp);
      throw new IllegalStateException("the cursor was not sought yet");
    }
    return stamp;
  }

  private long enterOnRecord() {
    long stamp = enter();
    if (place != Place.ON_RECORD) {
      backend.gate().leave(stamp);
      throw new IllegalStateException("the cursor stands on no record");
    }
    return stamp;
  }

  /** Returns the exception for a failed move or read, after which the cursor stands nowhere. */
  private BackendException failure(IOException error) {
    place = Place.NOWHERE;
    return LevelDbErrors.meaning(error);
  }

  private void release() {
    if (place != Place.CLOSED) {
      place = Place.CLOSED;
      iterator.delete();
    }
  }
}
