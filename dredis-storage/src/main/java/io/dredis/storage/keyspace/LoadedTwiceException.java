package io.dredis.storage.keyspace;

/** Says that a key came twice in a load, or an element of one. */
public final class LoadedTwiceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int database;
  private final transient byte[] key;
  private final boolean isElement;

  LoadedTwiceException(int database, byte[] key, boolean isElement) {
    super("a key or an element of it came twice");
    this.database = database;
    this.key = key;
    this.isElement = isElement;
  }

  /** Returns the number of the key's database. */
  public int database() {
    return database;
  }

  /** Returns the key. */
  public byte[] key() {
    return key;
  }

  /** Returns whether it is one of its elements that came twice. */
  public boolean isElement() {
    return isElement;
  }
}
