package io.dredis.storage.transaction;

import io.dredis.storage.backend.Cursor;
import java.util.Arrays;
import java.util.Map;

/**
 * A cursor over pending writes laid over a backend's records.
 *
 * <p>After a step forward the backend's cursor stands on its first record at or after this one's
 * position, or behind its last; after a step backward on its last record at or before it, or before
 * its first. So one step of it is enough to turn around, and the overlay, which may change between
 * steps, is looked up anew each time.
 */
final class MergedCursor implements Cursor {
  private enum Place {
    NOWHERE,
    BEFORE,
    ON,
    BEHIND
  }

  private final PendingWrites overlay;
  private final Cursor backend;
  private byte[] backendKeyOrNull;
  private boolean forward = true;
  private Place place = Place.NOWHERE;
  private byte[] key;
  private byte[] overlayValueOrNull;

  MergedCursor(PendingWrites overlay, Cursor backend) {
    this.overlay = overlay;
    this.backend = backend;
  }

  @Override
  public boolean seek(byte[] target) {
    backendKeyOrNull = backend.seek(target) ? backend.key() : null;
    forward = true;
    return settleForward(overlay.ordered().ceilingEntry(target));
  }

  @Override
  public boolean next() {
    requireSeek();
    if (place == Place.BEHIND) {
      return false;
    }
    if (!forward
        || standsOnBackend()
        || (backendKeyOrNull != null && Arrays.compareUnsigned(backendKeyOrNull, key) <= 0)) {
      stepBackendForward();
    }
    forward = true;
    return settleForward(
        place == Place.BEFORE
            ? overlay.ordered().firstEntry()
            : overlay.ordered().higherEntry(key));
  }

  @Override
  public boolean previous() {
    requireSeek();
    if (place == Place.BEFORE) {
      return false;
    }
    if (forward
        || standsOnBackend()
        || (backendKeyOrNull != null && Arrays.compareUnsigned(backendKeyOrNull, key) >= 0)) {
      stepBackendBackward();
    }
    forward = false;
    return settleBackward(
        place == Place.BEHIND ? overlay.ordered().lastEntry() : overlay.ordered().lowerEntry(key));
  }

  /** Returns whether this stands on the backend's record: the usual case, told without a look. */
  @SuppressWarnings("ReferenceEquality")
  private boolean standsOnBackend() {
    return backendKeyOrNull != null && backendKeyOrNull == key;
  }

  private boolean settleForward(Map.Entry<byte[], byte[]> pendingOrNull) {
    Map.Entry<byte[], byte[]> pending = pendingOrNull;
    while (pending != null) {
      int order =
          backendKeyOrNull == null
              ? -1
              : Arrays.compareUnsigned(pending.getKey(), backendKeyOrNull);
      if (order > 0) {
        break;
      }
      if (!Transaction.isDeletion(pending.getValue())) {
        return standOn(pending.getKey(), pending.getValue());
      }
      if (order == 0) {
        stepBackendForward();
      }
      pending = overlay.ordered().higherEntry(pending.getKey());
    }
    return backendKeyOrNull == null ? standOff(Place.BEHIND) : standOn(backendKeyOrNull, null);
  }

  private boolean settleBackward(Map.Entry<byte[], byte[]> pendingOrNull) {
    Map.Entry<byte[], byte[]> pending = pendingOrNull;
    while (pending != null) {
      int order =
          backendKeyOrNull == null ? 1 : Arrays.compareUnsigned(pending.getKey(), backendKeyOrNull);
      if (order < 0) {
        break;
      }
      if (!Transaction.isDeletion(pending.getValue())) {
        return standOn(pending.getKey(), pending.getValue());
      }
      if (order == 0) {
        stepBackendBackward();
      }
      pending = overlay.ordered().lowerEntry(pending.getKey());
    }
    return backendKeyOrNull == null ? standOff(Place.BEFORE) : standOn(backendKeyOrNull, null);
  }

  private void stepBackendForward() {
    backendKeyOrNull = backend.next() ? backend.key() : null;
  }

  private void stepBackendBackward() {
    backendKeyOrNull = backend.previous() ? backend.key() : null;
  }

  private boolean standOn(byte[] newKey, byte[] newOverlayValueOrNull) {
    place = Place.ON;
    key = newKey;
    overlayValueOrNull = newOverlayValueOrNull;
    return true;
  }

  private boolean standOff(Place newPlace) {
    place = newPlace;
    key = null;
    overlayValueOrNull = null;
    return false;
  }

  private void requireSeek() {
    if (place == Place.NOWHERE) {
      throw new IllegalStateException("The cursor stands nowhere before its first seek");
    }
  }

  private void requireRecord() {
    if (place != Place.ON) {
      throw new IllegalStateException("The cursor stands on no record");
    }
  }

  @Override
  public byte[] key() {
    requireRecord();
    return key;
  }

  @Override
  public byte[] value() {
    requireRecord();
    return overlayValueOrNull != null ? overlayValueOrNull : backend.value();
  }

  @Override
  public void close() {
    backend.close();
  }
}
