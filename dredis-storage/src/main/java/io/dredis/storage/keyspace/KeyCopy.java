package io.dredis.storage.keyspace;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.AsideWriter;

/**
 * The value of a key, with its expiry, on its way to another name or database. A large value is
 * copied aside, in bounded memory; without {@link #store}, the copy becomes garbage.
 */
public final class KeyCopy implements AutoCloseable {
  private final Header header;
  private final AsideWriter asideOrNull;

  private KeyCopy(Header header, AsideWriter asideOrNull) {
    this.header = header;
    this.asideOrNull = asideOrNull;
  }

  /**
   * Copies a value.
   *
   * @param header the header that the source says the key has
   */
  public static KeyCopy of(Keyspace source, Header header, AsideSource asides) {
    if (!header.kind().large()) {
      return new KeyCopy(header, null);
    }
    AsideWriter aside = asides.open();
    boolean copied = false;
    try {
      aside.copy(source.records(), header.keyId());
      aside.flush();
      copied = true;
      return new KeyCopy(header.withKeyId(aside.keyId()), aside);
    } finally {
      if (!copied) {
        aside.close();
      }
    }
  }

  /** Stores the copy under a key, over any key that is there. */
  public void store(Database target, byte[] key) {
    if (asideOrNull != null) {
      asideOrNull.finish();
    }
    target.store(key, header, target.lookupForWrite(key));
  }

  @Override
  public void close() {
    if (asideOrNull != null) {
      asideOrNull.close();
    }
  }
}
