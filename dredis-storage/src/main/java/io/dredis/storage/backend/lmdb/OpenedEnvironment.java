package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.StoreRefusedException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/**
 * An environment whose format was found to be ours.
 *
 * @param env the environment
 * @param records its one database
 * @param nextLayer the first layer id that was never used
 */
record OpenedEnvironment(Env<NativeBytes> env, Dbi<NativeBytes> records, long nextLayer) {

  /**
   * Looks at the format of an environment, and writes it into a new one.
   *
   * @param directory where the environment is, to be named in errors
   * @throws StoreRefusedException when the records are of no dredis, or of a newer one; nothing was
   *     touched
   */
  static OpenedEnvironment check(Env<NativeBytes> env, Path directory) {
    Dbi<NativeBytes> records = env.openDbi((byte[]) null);
    NativeBytes scratch = NativeBytes.forKeys();
    try (Txn<NativeBytes> txn = env.isReadOnly() ? env.txnRead() : env.txnWrite()) {
      NativeBytes format = records.get(txn, scratch.setPhysical(Layout.FORMAT_KEY));
      if (format != null) {
        assertKnown(format, directory);
      } else if (records.stat(txn).entries > 0) {
        throw new StoreRefusedException(
            directory + " holds an lmdb environment that is no dredis store; choose another one");
      } else if (!env.isReadOnly()) {
        byte[] version = ByteBuffer.allocate(Integer.BYTES).putInt(Layout.VERSION).array();
        scratch.setPhysical(Layout.FORMAT_KEY);
        records.reserve(txn, scratch, version.length).write(0, version, 0, version.length);
      }
      NativeBytes layers = records.get(txn, scratch.setPhysical(Layout.LAYERS_KEY));
      long nextLayer = layers == null ? Layout.ROOT + 1 : layers.longAt(0);
      txn.commit();
      return new OpenedEnvironment(env, records, nextLayer);
    }
  }

  private static void assertKnown(NativeBytes format, Path directory) {
    int version = format.size() == Integer.BYTES ? format.intAt(0) : -1;
    if (version != Layout.VERSION) {
      throw new StoreRefusedException(
          directory
              + " holds an lmdb store of format "
              + version
              + ", and this dredis knows only format "
              + Layout.VERSION
              + "; use a newer dredis");
    }
  }
}
